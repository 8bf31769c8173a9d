META
key;value
description;Buurtbudget Vogelbuurt (made up)
country;Netherlands
unit;Voorbeeldstad
instance;2026
num_projects;8
num_votes;60
budget;30000
vote_type;approval
rule;equalshares/add1
date_begin;01.03.2026
date_end;15.03.2026
max_length;4
language;nl
currency;EUR
PROJECTS
project_id;cost;votes;name;category
a4;7500;32;Buurtfeest met muziek;Ontmoeten
a5;15000;26;Voetbalveldje met verlichting;Spelen
a3;800.50;21;Nestkasten voor gierzwaluwen;Groen
a1;12000;20;Speeltuin aan de Lijsterlaan;Spelen
a2;4500;20;Bankjes en een moestuin bij de flat;Groen
a6;3000;17;Taalcafé in het buurthuis;Ontmoeten
a8;9000;14;Regentonnen en geveltuinen;Groen
a7;2500;6;Fietslessen voor vrouwen;Ontmoeten
VOTES
voter_id;vote;age;voting_method
1;a4,a5;18;paper
2;a3,a4,a6;31;paper
3;a2,a3,a6,a8;46;paper
4;a4,a5;16;paper
5;a6,a7;44;internet
6;a1,a4;24;paper
7;a1,a5;36;internet
8;a1,a4,a5;38;paper
9;a1,a2,a3;30;paper
10;a2,a3,a8;51;paper
11;a2,a3,a5,a8;35;paper
12;a1,a5;27;internet
13;a1,a3,a4;35;internet
14;a2,a3,a5;75;internet
15;a1,a4,a5;23;internet
16;a4,a5;23;internet
17;a1,a4,a5;36;internet
18;;44;paper
19;a1,a4,a5;36;internet
20;a4,a6;66;internet
21;a2,a3,a8;41;internet
22;a2,a3,a6,a8;55;internet
23;a1,a4;24;internet
24;a4,a5;18;internet
25;a1,a4,a5;28;paper
26;a2,a3,a8;37;internet
27;a4,a6,a7;50;internet
28;a2,a3,a5,a8;32;paper
29;a2,a6;66;paper
30;a4,a5;30;internet
31;a2,a3,a6;76;internet
32;a1,a4,a6;22;internet
33;a4,a5;25;internet
34;a2,a3,a8;73;internet
35;a3,a6;67;paper
36;a1,a4,a5;28;internet
37;a2,a3;77;internet
38;a1,a4,a5;30;internet
39;a4,a6,a7;34;internet
40;a1,a5;37;internet
41;a1,a4,a6;18;paper
42;a1,a4;20;internet
43;a3,a5,a8;29;internet
44;a1,a4,a5;26;internet
45;a4,a6,a7;37;paper
46;a2,a8;36;paper
47;a2,a3,a6,a8;51;paper
48;a4,a5;31;internet
49;a4,a7;35;internet
50;a2,a3,a8;33;internet
51;a2,a6;85;internet
52;a2,a3,a6;82;paper
53;a4,a5;32;paper
54;a3,a8;55;internet
55;a1,a4,a5;22;internet
56;a1,a4,a5;26;internet
57;a2,a3,a8;25;paper
58;a4,a7;48;paper
59;a2,a6;83;paper
60;a4,a5;35;internet
