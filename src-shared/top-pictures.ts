/** How many pictures are kept for a unit, as in the figures of Zeiler and Fergus 2014. */
export const TOP_PICTURES = 9;
