/**
 * Reads the HTML that the server makes of Markdown, as a tree. It is a small
 * set of elements, written in one way; whatever is not of it is refused as a
 * whole. The browser's own reader may not be used: the page's policy forbids
 * to make HTML of text. No DOM.
 */
export interface element {
	readonly tag: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly node[];
}
export type node = string | element;

/** What may stand in the value of an attribute. */
const attributes: Readonly<Record<string, RegExp>> = {
	href: /^(?:https?:\/\/[^/]|mailto:.)/i,
	rel: /^noopener noreferrer nofollow$/,
	target: /^_blank$/,
	start: /^[0-9]{1,10}$/,
	align: /^(?:left|center|right)$/,
	class: /^task$/,
};

/** Every element, and the attributes that it may have. */
const elements: Readonly<Record<string, readonly string[]>> = {
	h3: [], h4: [], h5: [], h6: [],
	p: [], blockquote: [], pre: [], hr: [], br: [],
	ul: [], ol: ['start'], li: ['class'],
	table: [], thead: [], tbody: [], tr: [], th: ['align'], td: ['align'],
	em: [], strong: [], del: [], code: [],
	a: ['href', 'rel', 'target'],
};

const isAlone = (tag: string): boolean => tag === 'hr' || tag === 'br';

/** Names beyond those that the server writes itself; a reader sees any other as it was typed. */
const names: Readonly<Record<string, string>> = {
	amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '\u00ad', copy: '©', reg: '®', trade: '™',
	hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»',
	bull: '•', middot: '·', sect: '§', para: '¶', deg: '°', times: '×', plusmn: '±', euro: '€', pound: '£', rarr: '→', larr: '←',
};

function characterOf(entity: string): string {
	const name = entity.slice(1, -1);
	if (!name.startsWith('#')) return Object.hasOwn(names, name) ? names[name]! : entity;
	const isHex = /^#x/i.test(name);
	const digits = name.slice(isHex ? 2 : 1);
	const code = (isHex ? /^[0-9a-f]{1,6}$/i : /^[0-9]{1,7}$/).test(digits) ? parseInt(digits, isHex ? 16 : 10) : NaN;
	const isOne = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
	return isOne ? String.fromCodePoint(code) : '\ufffd';
}

const decoded = (text: string): string => text.replace(/&[#0-9A-Za-z]+;/g, characterOf);

/** null: an attribute that this element does not have, or a value that it may not have. */
function attributesOf(tag: string, written: string): Record<string, string> | null {
	const found: Record<string, string> = {};
	const left = written.replace(/ ([a-z]+)="([^"<>]*)"/g, (_, name: string, raw: string) => {
		const value = decoded(raw);
		if (!elements[tag]!.includes(name) || name in found || !attributes[name]!.test(value)) return '?';
		found[name] = value;
		return '';
	});
	return left === '' ? found : null;
}

interface open {
	readonly tag: string;
	readonly children: node[];
}

/** The nodes of the HTML; null when it is not what the server writes. */
export function treeOf(html: string): node[] | null {
	const root: open = { tag: '', children: [] };
	const stack: open[] = [root];
	const part = /([^<>]+)|<\/([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>/gy;
	while (part.lastIndex < html.length) {
		const found = part.exec(html);
		if (!found) return null;
		const [, text, closed, tag, written] = found;
		const inner = stack.at(-1)!;
		if (text !== undefined) {
			inner.children.push(decoded(text));
		} else if (closed !== undefined) {
			if (stack.length === 1 || inner.tag !== closed) return null;
			stack.pop();
		} else {
			const given = Object.hasOwn(elements, tag!) ? attributesOf(tag!, written!) : null;
			if (!given) return null;
			const children: node[] = [];
			inner.children.push({ tag: tag!, attributes: given, children });
			if (!isAlone(tag!)) stack.push({ tag: tag!, children });
		}
	}
	return stack.length === 1 ? root.children : null;
}
