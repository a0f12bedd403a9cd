/* refused: random numbers come from the kernel (ASVS 6.5.3, item 25) */
export const id = () => Math.random();
