/*
 * A real Chromium over the running service at OBELUS_URL. Whatever a page is
 * refused by its own policy, throws, or asks of another site is written down,
 * and fails the test that closes the page.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

import { origin } from '../http/lib/instance.mjs';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Chromium without the windows around its pages: the same engine, which starts a page in half the time. */
const PROGRAM = '/usr/bin/chromium-headless-shell';
export const launch = () => chromium.launch({ executablePath: PROGRAM, args: FLAGS });

/** The browser logs every answer that is a refusal, and what a test cuts off. */
const isAnswer = (text) => text.startsWith('Failed to load resource');

function watch(page, bad) {
	page.on('console', (m) => {
		if (m.type() === 'error' && !isAnswer(m.text())) bad.push(`console: ${m.text()}`);
	});
	page.on('pageerror', (e) => bad.push(`thrown: ${e.message}`));
	page.on('request', (r) => {
		const url = new URL(r.url());
		if (url.protocol.startsWith('http') && url.origin !== origin)
			bad.push(`request elsewhere: ${url.origin}`);
	});
}

/**
 * Answers what the page asks in a box of the browser: answer(question, which) says
 * whether to go on. Returns the questions, as they come. A page may be closed
 * before its browser has said that the answer arrived: no flaw of the page.
 */
export function answerBoxes(page, answer) {
	const asked = [];
	page.on('dialog', (d) => {
		asked.push(d.message());
		const answered = answer(asked.at(-1), asked.length - 1) ? d.accept() : d.dismiss();
		answered.catch((e) => {
			if (!/has been closed/.test(e.message)) throw e;
		});
	});
	return asked;
}

/** A fresh profile with one page. close() fails when something went wrong unseen. */
export async function visit(browser, options = {}) {
	const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options });
	const bad = [];
	await context.exposeFunction('reportViolation', (what) => bad.push(`policy: ${what}`));
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (e) => {
			window.reportViolation(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`);
		});
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	watch(page, bad);
	const close = async () => {
		await context.close();
		assert.deepEqual(bad, []);
	};
	return { page, context, bad, close };
}

const EVERYTHING = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** What depends on nothing but colours. */
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * What axe finds, one line each. It is put in by the debugger, past the page's
 * policy, so the policy is the one that people get.
 */
export async function flawsOf(page, of = EVERYTHING) {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
	const found = await page.evaluate((runOnly) => window.axe.run(document, { resultTypes: ['violations'], runOnly }), of);
	return found.violations.flatMap((v) =>
		v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`),
	);
}

/** Does anything stick out to the side? */
export const isTooWide = (page) =>
	page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
