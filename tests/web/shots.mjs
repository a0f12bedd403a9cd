/*
 * Photographs every screen in every state: light, dark and 360 px wide.
 *
 *   node shots.mjs FOLDER [WORD]    only the screens whose name has the word
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { launch } from './browser.mjs';
import { LOOKS, SCREENS, reached, wear, world } from './screens/all.mjs';

const [folder, word = ''] = process.argv.slice(2);
if (!folder) {
	console.error('usage: node shots.mjs FOLDER [WORD]');
	process.exit(2);
}
const LOOKED_AT = LOOKS.slice(0, 3);
const fileName = (screen, look) => `${screen} ${look}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');

await mkdir(folder, { recursive: true });
const browser = await launch();
const w = await world();
let count = 0;
for (const screen of SCREENS.filter(([name]) => name.includes(word))) {
	const { page, close } = await reached(browser, w, screen);
	for (const look of LOOKED_AT) {
		await wear(page, look);
		await page.screenshot({ path: join(folder, `${fileName(screen[0], look[0])}.png`), fullPage: true });
		count++;
	}
	await close();
}
await browser.close();
console.log(`${count} pictures in ${folder}`);
