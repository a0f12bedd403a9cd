/*
 * What OWASP's ASVS 5.0.0 asks of a service like this one, as a list of items, and that each has a test:
 * a test that shows one says so in its name, as in "(ASVS 8.3.2, item 46)".  An item that has no test,
 * because it was lost or never written, fails here; what cannot be tested yet says why.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../lib/instance.mjs';

/* item, requirements of ASVS, what is asked; and why there is nothing to test, where there is not. */
const ITEMS = [
	[1, '6.2.1', 'a password is 15 characters long at least'],
	[2, '6.2.9', '64 characters are taken, 1,024 bytes at most'],
	[3, '6.2.5', 'no rules of composition'],
	[4, '6.2.8', 'a password is taken whole'],
	[5, '6.2.4', 'the commonest passwords are refused'],
	[6, '6.2.12', 'passwords that were found in breaches are refused'],
	[7, '6.2.11', 'words of the context are refused'],
	[8, '6.2.3', 'a change asks for the password until now'],
	[9, '6.2.10', 'no password has to be changed because it is old'],
	[10, '6.2.6 6.2.7', 'password fields are such, and take what is pasted or filled in'],
	[11, '6.3.1', 'guessing is slowed down'],
	[12, '6.1.1', 'nobody can be locked out by another'],
	[13, '6.3.2', 'no account is there from the beginning'],
	[14, '6.3.3', 'a second factor can be asked for', 'no second factor yet'],
	[15, '6.3.4', 'every way in is as strong', 'no second factor yet'],
	[16, '6.3.5', 'a log-in that is out of the ordinary is mailed'],
	[17, '6.3.7', 'a change of address or password is mailed, to the old address and the new one'],
	[18, '6.3.8', 'nobody learns who has an account, by words, codes or time'],
	[19, '6.4.1', 'mailed links work once, and end'],
	[20, '6.4.2', 'no questions about mothers and pets'],
	[21, '6.4.3', 'a reset does not get around the second factor', 'no second factor yet'],
	[22, '6.4.6', 'nobody sets the password of another'],
	[23, '6.5.1', 'of many who use a link at once, one does'],
	[24, '6.5.2', 'what is kept of a secret is its hash'],
	[25, '6.5.3', 'random numbers come from the kernel'],
	[26, '6.5.5', 'a link that sets a password is good for ten minutes'],
	[27, '6.5.6', 'a factor can be revoked', 'no second factor yet'],
	[28, '6.6.2', 'a code is good for what it was asked for'],
	[29, '6.6.3', 'codes cannot be guessed'],
	[30, '6.7.2', 'challenges of WebAuthn', 'no passkeys yet'],
	[31, '6.8.1', 'no identity provider speaks for another', 'no log-in by a provider yet'],
	[32, '6.8.2', 'assertions are signed', 'no log-in by a provider yet'],
	[33, '7.2.3', 'a token has 128 random bits at least'],
	[34, '7.2.4', 'another session begins with each log-in'],
	[35, '7.3.1 7.3.2', 'sessions end, used or not'],
	[36, '7.4.1', 'a log-out ends the session for every handler'],
	[37, '7.4.2', 'whoever is no more has neither session nor token'],
	[38, '7.4.3', 'other sessions end with the password'],
	[39, '7.4.5', 'an admin can end the sessions of a member'],
	[40, '7.5.1', 'what changes the account asks for the password again'],
	[41, '7.5.2', 'one sees and ends one’s sessions'],
	[42, '7.6.2', 'no session without the person’s doing'],
	[43, '8.2.1', 'each role may do what its needs say'],
	[44, '8.2.2', 'what belongs to another workspace is not there'],
	[45, '8.2.3', 'each member of a body is for whom it is for'],
	[46, '8.3.2', 'a role that changes acts at once'],
	[47, '8.4.1', 'the database keeps workspaces apart, too'],
	[48, '9.1.1 9.1.2 9.1.3', 'tokens are signed by keys and algorithms that are ours'],
	[49, '9.2.1', 'a token has its time'],
	[50, '9.2.2 9.2.3', 'a token is for one purpose and one audience'],
	[51, '10.1.2 10.2.1', 'state and PKCE', 'no log-in by a provider yet'],
	[52, '10.2.2', 'the issuer is the one that was asked', 'no log-in by a provider yet'],
	[53, '10.5.1 10.5.2 10.5.3 10.5.4', 'what an ID token says is checked', 'no log-in by a provider yet'],
	[54, '3.3.1 3.3.2 3.3.3 3.3.4', 'cookies are ours alone'],
	[55, '3.4.1', 'browsers stay with HTTPS'],
	[56, '3.4.2', 'no other site reads an answer'],
	[57, '3.4.3', 'a policy that the pages keep'],
	[58, '3.4.4 3.4.5 3.4.6', 'no sniffing, no referrer, no frames'],
	[59, '3.4.8', 'no window of another site'],
	[60, '3.5.1 3.5.2 3.5.3', 'another site’s page changes nothing'],
	[61, '4.1.1', 'every answer says what it is'],
	[62, '4.1.3', 'nobody speaks in the name of a proxy'],
	[63, '4.1.4', 'only the methods that are there'],
	[64, '4.2.1', 'no request hides in another'],
	[65, '2.3.1', 'one step after the other'],
	[66, '2.3.3 2.3.4', 'what is limited is given once'],
	[67, '2.4.1', 'what costs much is counted'],
	[68, '1.2.4 1.2.5', 'values are bound, no shell is asked'],
	[69, '1.3.6', 'addresses that we are given are not ours', 'no webhooks of customers yet'],
	[70, '1.3.11', 'no header is added to a mail'],
	[71, '1.2.10', 'no formulas in tables', 'no export of tables: ours are JSON a line'],
	[72, '1.4.1 1.4.2 1.4.3', 'memory is safe'],
	[73, '11.4.2', 'passwords are hashed as the standard has it'],
	[74, '11.2.4', 'secrets are compared in constant time'],
	[75, '12.1.1 12.2.1', 'TLS 1.2 and 1.3 only'],
	[76, '13.2.2', 'each handler may do what it needs, in PostgreSQL and in Redis'],
	[77, '13.3.1', 'no secret in the repository, in arguments or in the environment'],
	[78, '13.4.2 13.4.3 13.4.4 13.4.5 13.4.6', 'nothing is told of what runs here'],
	[79, '14.2.1', 'no secret in an address'],
	[80, '14.3.1 14.3.2', 'nothing private is kept by the browser'],
	[81, '15.3.3', 'members that are none are refused'],
	[82, '16.2.5 16.4.1', 'logs hold no secret, and no line that another wrote'],
	[83, '16.5.2 16.5.3', 'what fails, fails closed'],
];
const requirements = new Map(ITEMS.map(([item, asvs]) => [item, asvs.split(' ')]));
const missing = new Map(ITEMS.filter((row) => row[3]).map(([item, , , why]) => [item, why]));

/* Where the names of tests stand: calls of node's and pgTAP's functions, steps of the suite, words of the lints. */
const NAMES = [
	[/\.mjs$/, /\b(?:test|whileOthers)\(\s*(['"`])(?:(?!\1).)*\1/g],
	[/^tests\/sql\/.*\.sql$/, /'(?:[^'\n]|'')*'\s*\)/g],
	[/^tests\/unit\/.*\.c$/, /\.name = "[^"]*"/g],
	[/^scripts\/(suite|check-words)$/, /\b(?:step|say) '[^']*'/g],
];

/* "6.2.4, 6.2.12, items 5 and 6", "8.2.1, item 43; 8.3.2, item 46": what stands between "(ASVS " and ")". */
const numbers = (text) => text.split(/, | and /);
const parsed = (text) =>
	text.split('; ').map((part) => /^([\d., and]+), items? ([\d, and]+)$/.exec(part)).map((found) => {
		assert.ok(found, `"${text}" is no list of requirements and items`);
		return { asvs: numbers(found[1]), items: numbers(found[2]).map(Number) };
	});

/** All claims: {file, items, asvs}. */
function claims() {
	const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'tests', 'scripts'], { cwd: root, encoding: 'utf8' });
	return files.split('\n').flatMap((file) =>
		NAMES.filter(([path]) => path.test(file)).flatMap(([, name]) =>
			[...readFileSync(join(root, file), 'utf8').matchAll(name)].flatMap(([text]) =>
				[...text.matchAll(/\(ASVS ([^)]*)\)/g)].flatMap(([, list]) => parsed(list).map((claim) => ({ file, ...claim }))),
			),
		),
	);
}

test('every item of the list has a test, but those that say why not', () => {
	const shown = new Set(claims().flatMap((claim) => claim.items));
	const without = ITEMS.filter(([item]) => !shown.has(item) && !missing.has(item));
	assert.deepEqual(without.map(([item, asvs, what]) => `${item} (ASVS ${asvs}): ${what}`), []);
	for (const [item, why] of missing) assert.ok(!shown.has(item), `item ${item} has a test and says: ${why}`);
});

test('every requirement of an item has a test', () => {
	const shown = new Set(claims().flatMap((claim) => claim.asvs));
	const without = ITEMS.filter(([item]) => !missing.has(item)).flatMap(([item]) => requirements.get(item).filter((asvs) => !shown.has(asvs)));
	assert.deepEqual(without, []);
});

test('the numbers in a test’s name belong together', () => {
	const all = claims();
	assert.ok(all.length > 60);
	for (const { file, asvs, items } of all) {
		const ofItems = items.flatMap((item) => requirements.get(item) ?? [`no item ${item}`]);
		for (const one of asvs) assert.ok(ofItems.includes(one), `${file}: ${one} is not of items ${items}`);
		for (const item of items) assert.ok(requirements.get(item).some((one) => asvs.includes(one)), `${file}: item ${item} without its requirement`);
	}
});
