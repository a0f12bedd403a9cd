/* A file fills a dataset: looked at, sent, cut off, read; and what was left out. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { until } from '../http/lib/instance.mjs';
import { newOwner } from '../http/lib/people.mjs';
import { addDataset, addProject } from '../http/lib/world.mjs';
import { addSchema } from '../http/lib/labelling.mjs';
import { launch } from './browser.mjs';
import { visitAs } from './steps.mjs';
import { newWire } from './wire.mjs';

const API = '/api/annotations';
let browser, owner, project, folder, long;
before(async () => {
	browser = await launch();
	owner = await newOwner();
	project = await addProject(owner.client);
	folder = await mkdtemp(join(tmpdir(), 'obelus-'));
	/* Six megabytes: some fifteen pieces on the server. */
	long = join(folder, 'long.txt');
	await writeFile(long, Array.from({ length: 60 }, (_, i) => `${i} ${'x'.repeat(100_000)}\n`).join(''));
});
after(async () => {
	await browser.close();
	await rm(folder, { recursive: true });
});

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const get = async (path) => (await owner.client.get(`${API}${path}`, { query: path.endsWith('s') ? { limit: 200 } : {} })).json;
const idOf = (page) => page.url().split('/').at(-1);

let count = 0;
/** At the wizard of a new dataset. */
async function wizard(options) {
	const dataset = await addDataset(owner.client, project.id, { name: `Letters ${++count}` });
	const at = await visitAs(owner, browser, options);
	await at.page.goto(`/datasets/${dataset.id}/import`);
	const chooser = at.page.getByLabel('File', { exact: true });
	await chooser.waitFor();
	return { ...at, dataset, choose: (what) => chooser.setInputFiles(what) };
}
const importIt = (page) => page.getByRole('button', { name: 'Import it' }).click();
/* A machine that has much to do reads a long file slowly. */
const LONG = { timeout: 60_000 };
const done = (page) => page.getByRole('heading', { name: 'The import is done' }).waitFor(LONG);
const figure = (page, name) => page.locator('.figures div', { hasText: name }).locator('dd').textContent();

const TABLE = `no,body,"=from"
1,"Dear Anna,
your letter came.",Clara
2,too few
3,,Tomas
4,Yours,Inês
`;

test('a CSV with rows that are wrong: seen beforehand, left out, told and downloaded', async () => {
	const { page, dataset, choose, close } = await wizard();
	await choose(file('letters.csv', TABLE));
	await page.getByText('The file holds 4 rows, 2 of them wrong.').waitFor();
	for (const [label, value] of [['Format', 'csv'], ['Text', '=body'], ['Id', '=no'], ['Group', '']])
		assert.equal(await page.getByLabel(label, { exact: true }).inputValue(), value, label);
	const preview = page.getByRole('table', { name: 'The first rows' });
	assert.deepEqual(await preview.getByRole('row').allTextContents(), [
		'Linebodytextnoid=frommetadata',
		'2Dear Anna,\nyour letter came.1Clara',
		'4⚠ The row has more or fewer cells than the table has columns',
		'5⚠ “body”: there is no text to label',
		'6Yours4Inês',
	]);
	await importIt(page);
	await done(page);
	assert.deepEqual([await figure(page, 'Added'), await figure(page, 'Known already'), await figure(page, 'Left out')], ['2', '0', '2']);
	const rows = page.getByRole('table', { name: 'Rows left out' }).getByRole('row');
	await rows.nth(2).waitFor();
	assert.deepEqual((await rows.allTextContents()).slice(1), [
		'4–2,too few–The row has more or fewer cells than the table has columns',
		'533,,TomasbodyThere is no text to label',
	]);
	const given = async (name) => {
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
		return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
	};
	assert.deepEqual(await given('Download as CSV'), [
		'rows-left-out.csv',
		'line,external_id,field,word,about,beginning\r\n4,,,cells,the row has more or fewer cells than the table has columns,"2,too few"\r\n5,3,body,no-content,there is no text to label,"3,,Tomas"\r\n',
	]);
	const [name, lines] = await given('Download as JSON Lines');
	assert.equal(name, 'rows-left-out.jsonl');
	assert.deepEqual(lines.trim().split('\n').map((l) => JSON.parse(l)).map((f) => [f.line, f.external_id, f.field, f.word, f.beginning]), [
		[4, null, null, 'cells', '2,too few'],
		[5, '3', 'body', 'no-content', '3,,Tomas'],
	]);
	await page.getByRole('link', { name: 'See the texts' }).click();
	await page.getByRole('button', { name: /^Dear Anna/ }).waitFor();
	const { items } = await get(`/datasets/${dataset.id}/examples`);
	assert.deepEqual(items.map((e) => [e.beginning, e.external_id, e.metadata_beginning]), [
		['Dear Anna,\nyour letter came.', '1', '{"=from":"Clara"}'],
		['Yours', '4', '{"=from":"Inês"}'],
	]);
	await close();
});

test('JSON Lines that were sent before add what is new, and nothing else', async () => {
	const { page, dataset, choose, close } = await wizard();
	const lines = (n) => Array.from({ length: n }, (_, i) => `${JSON.stringify({ id: i, text: `Text ${i}` })}\n`).join('');
	await choose(file('a.jsonl', lines(2)));
	await importIt(page);
	await done(page);
	await page.goto(`/datasets/${dataset.id}/import`);
	await page.getByLabel('File', { exact: true }).setInputFiles(file('a.jsonl', lines(3)));
	await importIt(page);
	await done(page);
	assert.deepEqual([await figure(page, 'Added'), await figure(page, 'Known already'), await figure(page, 'Left out')], ['1', '2', '0']);
	assert.equal((await get(`/datasets/${dataset.id}`)).examples, 3);
	await close();
});

test('a guess that is wrong is corrected: format and text; what cannot be is told beside the field', async () => {
	const { page, dataset, choose, close } = await wizard();
	await choose(file('export.txt', 'id,text,comment\n1,not this,The one that is meant\n2,nor this,And another\n'));
	assert.equal(await page.getByLabel('Format').inputValue(), 'lines');
	await page.getByText('The file holds 3 rows').waitFor();
	await page.getByLabel('Format').selectOption('tsv');
	await page.getByLabel('Text', { exact: true }).selectOption({ label: 'Choose one' });
	await importIt(page);
	await page.getByText('Text must be chosen.').waitFor();
	await page.getByLabel('Format').selectOption('csv');
	await page.getByText('The file holds 2 rows, none of them wrong.').waitFor();
	assert.equal(await page.getByLabel('Text', { exact: true }).inputValue(), '=text');
	await page.getByLabel('Text', { exact: true }).selectOption('comment');
	await page.getByLabel('Id', { exact: true }).selectOption('comment');
	await importIt(page);
	await page.getByText('Id is used for something else already.').waitFor();
	assert.equal(await page.getByLabel('Id', { exact: true }).evaluate((e) => e === document.activeElement), true);
	await page.getByLabel('Id', { exact: true }).selectOption('id');
	await importIt(page);
	await done(page);
	const { items } = await get(`/datasets/${dataset.id}/examples`);
	assert.deepEqual(items.map((e) => e.beginning), ['The one that is meant', 'And another']);
	await close();
});

test('the file that was chosen last is the one that is seen and sent, though another has its name and time, or is looked at longer', async () => {
	const paths = [];
	for (const [at, name, text] of [['a', 'same.csv', 'id,text\n1,Anna\n'], ['b', 'same.csv', 'no,body\n1,Clara\n'], ['b', 'slow.csv', 'no,body\n1,Tomas\n']]) {
		paths.push(join(folder, at, name));
		await mkdir(join(folder, at), { recursive: true });
		await writeFile(paths.at(-1), text);
		await utimes(paths.at(-1), 1e9, 1e9);
	}
	const [first, other, slow] = paths;
	const { page, dataset, choose, close } = await wizard();
	const again = page.getByLabel('Another file');
	await choose(first);
	await page.getByRole('region', { name: /^Preview/ }).getByText('Anna').waitFor();
	await again.setInputFiles(other);
	await page.getByRole('region', { name: /^Preview/ }).getByText('Clara').waitFor();
	await page.evaluate(() => {
		const read = Blob.prototype.arrayBuffer;
		Blob.prototype.arrayBuffer = async function () {
			Blob.prototype.arrayBuffer = read;
			await new Promise((go) => (window.letGo = go));
			setTimeout(() => (window.wasRead = true));
			return read.call(this);
		};
	});
	await again.setInputFiles(slow);
	await again.setInputFiles(first);
	await page.getByRole('region', { name: /^Preview/ }).getByText('Anna').waitFor();
	await again.setInputFiles(other);
	await page.getByRole('region', { name: /^Preview/ }).getByText('Clara').waitFor();
	await page.evaluate(() => window.letGo());
	await page.waitForFunction(() => window.wasRead);
	await page.getByRole('heading', { name: /^same\.csv/ }).waitFor();
	await importIt(page);
	await done(page);
	assert.deepEqual((await get(`/datasets/${dataset.id}/examples`)).items.map((e) => e.beginning), ['Clara']);
	await close();
});

test('all or nothing: one wrong row, and nothing is added', async () => {
	const { page, dataset, choose, close } = await wizard();
	await choose(file('letters.csv', TABLE));
	await page.getByLabel('All or nothing').check();
	await importIt(page);
	await page.getByRole('alert').getByText('Nothing was added').waitFor();
	await page.getByRole('heading', { name: '2 rows are wrong' }).waitFor();
	assert.equal((await get(`/datasets/${dataset.id}`)).examples, 0);
	await close();
});

test('files that are none are told at once; one of gigabytes is looked at without being read', async () => {
	const { page, choose, close } = await wizard();
	const wrong = page.getByRole('alert');
	await choose(file('letters.xlsx', 'PK\x03\x04 and more'));
	await wrong.getByText('letters.xlsx: the file is compressed').waitFor();
	await choose(file('empty.txt', ''));
	await wrong.getByText('empty.txt is empty').waitFor();
	const huge = async (name, bytes) => {
		await writeFile(join(folder, name), 'The first line\nThe second\n');
		await truncate(join(folder, name), bytes);
		return join(folder, name);
	};
	await choose(await huge('larger.txt', 2 ** 31 + 1));
	await wrong.getByText('at most 2 GiB').waitFor();
	await choose(await huge('large.txt', 2 ** 31 - 1));
	await page.getByText(/Its first 256 kB hold 2 rows/).waitFor();
	await page.getByRole('cell', { name: 'The first line' }).waitFor();
	await close();
});

/** At the wizard, by a wire that can be held and cut; HELD bytes of a long file leave, no more. */
const HELD = 3_000_000;
async function held(context) {
	const wire = await newWire();
	context.after(wire.close);
	wire.hold(HELD);
	const at = await wizard(wire.options);
	await at.choose(long);
	await importIt(at.page);
	await at.page.getByRole('heading', { name: 'Sending long.txt' }).waitFor();
	/* What the server has of it: whole pieces. */
	await until('most of what left', async () => (await get(`/imports/${idOf(at.page)}`)).received > HELD - 500_000);
	return { ...at, wire };
}

test('a connection that is cut in the middle: what has arrived is kept, and it goes on from there', async (t) => {
	const { page, dataset, wire, close } = await held(t);
	const { received } = await get(`/imports/${idOf(page)}`);
	const offsets = [];
	page.on('request', (r) => r.method() === 'PUT' && offsets.push(Number(new URL(r.url()).searchParams.get('offset'))));
	wire.cut();
	await page.getByRole('alert').getByText('What has arrived is kept; it goes on by itself.').waitFor();
	wire.mend();
	await page.getByRole('button', { name: 'Go on now' }).click();
	await done(page);
	assert.equal(await figure(page, 'Added'), '60');
	assert.deepEqual(offsets, [received]);
	const { items } = await get(`/datasets/${dataset.id}/examples`);
	assert.deepEqual(items.map((e) => [Number.parseInt(e.beginning), e.length]), items.map((_, i) => [i, 100_001 + String(i).length]));
	await close();
});

test('a page that is loaded anew in the middle: the same file is chosen again, and no other', async (t) => {
	const { page, wire, close } = await held(t);
	const { received } = await get(`/imports/${idOf(page)}`);
	await page.reload();
	await page.getByRole('heading', { name: 'The file was not sent to its end' }).waitFor();
	await page.getByText(/have arrived of 6 MB\. Choose long\.txt again/).waitFor();
	wire.free();
	const again = page.getByLabel('The same file');
	await again.setInputFiles(file('other.txt', 'Something else'));
	await page.getByRole('alert').getByText('That is another file: it was long.txt').waitFor();
	const [request] = await Promise.all([page.waitForRequest((r) => r.method() === 'PUT'), again.setInputFiles(long)]);
	assert.equal(new URL(request.url()).searchParams.get('offset'), String(received));
	await done(page);
	assert.equal(await figure(page, 'Added'), '60');
	await close();
});

test('an upload goes on while one looks at other pages, and can be cancelled', async (t) => {
	const { page, dataset, wire, close } = await held(t);
	const first = idOf(page);
	await page.getByRole('link', { name: dataset.name }).click();
	await page.getByRole('heading', { name: dataset.name, level: 1 }).waitFor();
	await page.getByRole('listitem').getByText('Sending').waitFor();
	wire.free();
	await page.getByText('60 texts · since').waitFor(LONG);
	await page.getByRole('listitem').getByText('Done').waitFor();
	assert.equal((await get(`/imports/${first}`)).received, (await stat(long)).size);

	wire.hold(HELD);
	await page.getByRole('link', { name: 'Import a file' }).click();
	await page.getByLabel('File', { exact: true }).setInputFiles(long);
	await importIt(page);
	await page.getByRole('heading', { name: 'Sending long.txt' }).waitFor();
	const second = idOf(page);
	await page.getByRole('button', { name: 'Cancel the import' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
	await page.getByRole('heading', { name: dataset.name, level: 1 }).waitFor();
	assert.equal((await owner.client.get(`${API}/imports/${second}`)).status, 404);
	await close();
});

test('when the server refuses to go on, it is said why, and a person may try again', async () => {
	const { page, choose, close } = await wizard();
	await page.route('**/content?**', (route) =>
		route.fulfill({
			status: 413,
			contentType: 'application/problem+json',
			body: JSON.stringify({ type: '/problems/too-large', title: 'The request is too large', status: 413 }),
		}),
	);
	await choose(file('a.txt', 'One\nTwo\n'));
	await importIt(page);
	await page.getByRole('alert').getByText('It cannot go on: The request is too large.').waitFor();
	await page.unroute('**/content?**');
	await page.getByRole('button', { name: 'Try again' }).click();
	await done(page);
	await close();
});

test('the whole way by keyboard alone, and a file that is dropped', async () => {
	const { page, dataset, close } = await wizard();
	/* Waited for before the key is pressed, and a round trip before: else the key may be first. */
	const asked = page.waitForEvent('filechooser');
	await page.getByLabel('File', { exact: true }).focus();
	const [chooser] = await Promise.all([asked, page.keyboard.press('Enter')]);
	await chooser.setFiles(file('a.txt', 'One\nTwo\n'));
	await page.getByText('The file holds 2 rows').waitFor();
	const press = async (key, name) => {
		for (let i = 0; i < 30; i++) {
			await page.keyboard.press('Tab');
			if ((await page.evaluate(() => document.activeElement.textContent)) === name) break;
		}
		await page.keyboard.press(key);
	};
	await press('Enter', 'Import it');
	await done(page);
	await press('Enter', 'See the texts');
	await page.getByRole('button', { name: 'Two' }).waitFor();

	await page.goto(`/datasets/${dataset.id}/import`);
	await page.getByLabel('File', { exact: true }).waitFor();
	const data = await page.evaluateHandle(() => {
		const moved = new DataTransfer();
		moved.items.add(new File(['{"text": "Dropped"}\n'], 'b.jsonl'));
		return moved;
	});
	await page.locator('.upload').dispatchEvent('drop', { dataTransfer: data });
	await page.getByRole('cell', { name: 'Dropped' }).waitFor();
	assert.equal(await page.getByLabel('Format').inputValue(), 'jsonl');
	await close();
});

test('after the import comes a schema, and then a job', async () => {
	const { page, dataset, choose, close } = await wizard();
	await choose(file('next.txt', 'One\nTwo\n'));
	await importIt(page);
	await done(page);
	const imported = page.url();
	await page.getByRole('link', { name: 'Make a schema' }).click();
	await page.getByRole('heading', { name: 'New schema' }).waitFor();
	const schema = await addSchema(owner.client, project.id);
	await page.goto(imported);
	await page.getByRole('link', { name: 'Start a job with it' }).click();
	await page.getByRole('heading', { name: 'New job' }).waitFor();
	assert.equal(await page.getByLabel('Dataset').inputValue(), dataset.id);
	assert.equal(await page.getByLabel('Schema').inputValue(), schema.id);
	await close();
});
