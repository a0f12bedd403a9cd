#!/usr/bin/env node
/*
 * Makes the table of handlers/auth/common_password.h from a list of passwords,
 * one a line, the most frequent first:
 *
 *   scripts/common-passwords.mjs LIST >common_passwords.c
 *
 * Of the list are taken those that are long enough to be asked for as they
 * stand, and the most frequent of those that are worth appending something to.
 * What stands in the table are 64 bits of each: the list itself is not passed on.
 */
import { readFileSync } from 'node:fs';

const POLICY_LENGTH = 15; // characters, as the shapes of handlers/auth have it
const FREQUENT = 10_000;
const WORD_LENGTH = 5;

/** FNV-1a, as in handlers/auth/common_password.c. */
function hashOf(text) {
	let hash = 0xcbf29ce484222325n;
	for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
	return hash;
}

const lower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const list = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
const wanted = list.filter((password, rank) => {
	const length = [...password].length;
	return length >= POLICY_LENGTH || (rank < FREQUENT && length >= WORD_LENGTH);
});
const hashes = [...new Set(wanted.map(lower).map(hashOf))].sort((a, b) => (a < b ? -1 : 1));
if (hashes.length < FREQUENT) throw new Error(`${process.argv[2]}: only ${hashes.length} passwords`);

console.log('#include "common_password.h"\n');
console.log(`const size_t common_password_count = ${hashes.length};`);
console.log(`const uint64_t common_passwords[] = {`);
for (const hash of hashes) console.log(`\t0x${hash.toString(16).padStart(16, '0')},`);
console.log('};');
