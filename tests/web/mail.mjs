/* Mails as the development sink keeps them: one file each in $OBELUS_RUN_DIR/mail/new. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const folder = join(process.env.OBELUS_RUN_DIR ?? '.run', 'mail', 'new');
const PATIENCE_MS = 20_000;

/** The text of a mail whose body is plain, quoted-printable or base64. */
function decoded(raw) {
	const [head, ...rest] = raw.split(/\r?\n\r?\n/);
	const body = rest.join('\n\n');
	if (/^content-transfer-encoding:\s*base64/im.test(head)) return Buffer.from(body, 'base64').toString();
	if (!/^content-transfer-encoding:\s*quoted-printable/im.test(head)) return body;
	return body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
}

async function sentTo(address) {
	const names = await readdir(folder).catch(() => []);
	const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
	return mails.find((mail) => mail.includes(address));
}

/** The link in the mail that this address was sent. */
export async function linkFor(address) {
	for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
		const mail = await sentTo(address);
		const link = mail && /https?:\/\/\S+\/confirm#[\w-]+/.exec(decoded(mail));
		if (link) return link[0];
	}
	throw new Error(`no mail to ${address} in ${folder}`);
}
