/** Sources: what is fetched from others. */
export {};
