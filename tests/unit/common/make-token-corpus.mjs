// Writes token_corpus.txt: what token_verify must take and what it must refuse, made by jose and node:crypto, so that
// our own reader is not judged by our own writer. `node make-token-corpus.mjs > token_corpus.txt`
// A line is name, verdict and token, with tabs between; bytes that are not printable ASCII are written \xNN.
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { CompactEncrypt, GeneralSign, SignJWT, UnsecuredJWT, exportJWK } from "jose";

// Keys of this test only; test_token.c has their public halves, and the first one's private half.
const one = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUppIPbfFehvtNJrN
jdDH3HFnSC+FMu2x8a3sxjKqp5ihRANCAAS7w/iF57h0yNlEa6H8IwU8tpSb8bro
y6dJOsbLY9Dhhjf/8jjcgEJE7D/8HqDkbrz2bfFgy1W6Ulvl43lbgpz5
-----END PRIVATE KEY-----
`);
const two = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2WkL1i6HDfKEGqir
R30fbCuecxF7uBtP0ol6xCGfEo2hRANCAAQFP6jaAMzC8tvU9KPrVvV2i6F+/yKl
LGH5bfz5DbacbtD3DfELsgCtTxVELUHWutACj1BZCI5apDAtmaicEJrI
-----END PRIVATE KEY-----
`);
const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const onePublic = createPublicKey(one).export({ type: "spki", format: "pem" });

const now = Date.UTC(2026, 10, 23, 19) / 1000;
const id = (n) => `0198c0de-0000-7000-8000-00000000000${n}`;
const claims = {
  iss: "https://obelus.example", aud: "obelus", sub: id(1), org: id(2), sid: id(3), jti: id(4),
  scope: "annotations:read", iat: now, nbf: now, exp: now + 300,
};
const header = { alg: "ES256", typ: "JWT", kid: "one" };

const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
const jwt = (changes = {}, head = {}, key = one) => new SignJWT({ ...claims, ...changes })
  .setProtectedHeader({ ...header, ...head }).sign(key, { crit: { odd: true } });

const b64 = (text) => Buffer.from(text).toString("base64url");
// What jose would not sign: any header, any claims, as they are written here.
const raw = (head, body, key = one, encoding = "ieee-p1363") => {
  const signed = `${b64(head)}.${b64(body)}`;
  return `${signed}.${signBytes("sha256", Buffer.from(signed), { key, dsaEncoding: encoding }).toString("base64url")}`;
};
const rawHead = (head) => raw(typeof head === "string" ? head : JSON.stringify(head), JSON.stringify(claims));
const rawBody = (body) => raw(JSON.stringify(header), typeof body === "string" ? body : JSON.stringify(body));
const hmac = (key) => {
  const signed = `${b64(JSON.stringify({ ...header, alg: "HS256" }))}.${b64(JSON.stringify(claims))}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
};
const asymmetric = (alg, type, options) =>
  jwt({}, { alg }, generateKeyPairSync(type, options).privateKey);

const good = await jwt();
const [goodHead, goodBody, goodSignature] = good.split(".");
const flip = (text, at) => text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
// The last of 86 characters has four bits that belong to nothing: another spelling of the same bytes.
const respelled = good.slice(0, -1) + alphabet[alphabet.indexOf(good.at(-1)) + 1];
const longest = async (most) => {
  for (let n = most / 2; ; n++) {
    const token = await jwt({ scope: "x".repeat(n) });
    if (token.length >= most) return token;
  }
};
const json = await new GeneralSign(Buffer.from(JSON.stringify(claims)))
  .addSignature(one).setProtectedHeader(header).sign();
const wholly = JSON.stringify(header).slice(1, -1);

const taken = {
  "as we would write it": good,
  "another of our keys": await jwt({}, { kid: "two" }, two),
  "claims we do not know": await jwt({ nonce: "x", roles: ["owner"] }),
  "no scope": await jwt({ scope: undefined }),
  "expired 59 seconds ago": await jwt({ exp: now - 59 }),
  "valid in 60 seconds": await jwt({ nbf: now + 60 }),
  "issued in 60 seconds": await jwt({ iat: now + 60 }),
  "header in another order": rawHead({ kid: "one", typ: "JWT", alg: "ES256" }),
  "as long as allowed": await longest(4095).then((t) => (t.length <= 4096 ? t : good)),
};
const refused = {
  "nothing": "",
  "one part": goodHead,
  "two parts": `${goodHead}.${goodBody}`,
  "four parts": `${good}.${goodSignature}`,
  "dots": "..",
  "no header": `.${goodBody}.${goodSignature}`,
  "no claims": `${goodHead}..${goodSignature}`,
  "no signature": `${goodHead}.${goodBody}.`,
  "longer than allowed": await longest(4097),
  "very long": "a".repeat(20000),
  "very long parts": `${"e".repeat(10000)}.${"e".repeat(10000)}.${"e".repeat(86)}`,
  "space before": ` ${good}`,
  "newline after": `${good}\n`,
  "NUL after": `${good}\0`,
  "Bearer before": `Bearer ${good}`,
  "padding": `${good}==`,
  "padding of the header": `${goodHead}=.${goodBody}.${goodSignature}`,
  "newline in the claims": `${goodHead}.${goodBody.slice(0, 9)}\n${goodBody.slice(9)}.${goodSignature}`,
  "signature spelled otherwise": respelled,
  "JSON serialization": JSON.stringify(json),
  "encrypted": await new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(new Uint8Array(32)),
  "alg none": new UnsecuredJWT(claims).encode(),
  "alg none, signed": rawHead({ ...header, alg: "none" }),
  "alg none, spelled nOnE": rawHead({ ...header, alg: "nOnE" }),
  "alg none, no signature": `${b64(JSON.stringify({ ...header, alg: "none" }))}.${goodBody}.`,
  "HS256 with our public key": hmac(onePublic),
  "HS256 with our public key, no newline": hmac(onePublic.trim()),
  "HS256 with nothing": hmac(""),
  "ES384": await asymmetric("ES384", "ec", { namedCurve: "P-384" }),
  "RS256": await asymmetric("RS256", "rsa", { modulusLength: 2048 }),
  "PS256": await asymmetric("PS256", "rsa", { modulusLength: 2048 }),
  "EdDSA": await asymmetric("EdDSA", "ed25519"),
  "alg es256": rawHead({ ...header, alg: "es256" }),
  "alg missing": rawHead(without(header, "alg")),
  "alg an array": rawHead({ ...header, alg: ["ES256"] }),
  "alg twice": rawHead(`{${wholly},"alg":"none"}`),
  "alg twice, the same": rawHead(`{${wholly},"alg":"ES256"}`),
  "typ missing": rawHead(without(header, "typ")),
  "typ at+jwt": await jwt({}, { typ: "at+jwt" }),
  "typ jwt": await jwt({}, { typ: "jwt" }),
  "crit": await jwt({}, { crit: ["odd"], odd: true }),
  "jku": await jwt({}, { jku: "https://evil.example/jwks.json" }),
  "jwk of a stranger": await jwt({}, { jwk: await exportJWK(createPublicKey(stranger)) }, stranger),
  "jwk of ours": await jwt({}, { jwk: await exportJWK(createPublicKey(one)) }),
  "x5u": await jwt({}, { x5u: "https://evil.example/key.pem" }),
  "x5c": rawHead({ ...header, x5c: ["AAAA"] }),
  "jku null": rawHead({ ...header, jku: null }),
  "kid missing": rawHead(without(header, "kid")),
  "kid unknown": await jwt({}, { kid: "three" }),
  "kid empty": await jwt({}, { kid: "" }),
  "kid a path": await jwt({}, { kid: "../../one" }),
  "kid SQL": await jwt({}, { kid: "one' or '1'='1" }),
  "kid a number": rawHead({ ...header, kid: 1 }),
  "kid longer": await jwt({}, { kid: "one " }),
  "kid of our other key": await jwt({}, { kid: "two" }),
  "stranger's key": await jwt({}, {}, stranger),
  "header not JSON": rawHead("alg=ES256"),
  "header an array": rawHead(JSON.stringify([header])),
  "header in brackets": rawHead("[".repeat(900)),
  "header with more after it": rawHead(`${JSON.stringify(header)} {}`),
  "header deep": rawHead(`{${wholly},"x":${"[".repeat(500)}${"]".repeat(500)}}`),
  "header changed": `${b64(JSON.stringify({ ...header, kid: "two" }))}.${goodBody}.${goodSignature}`,
  "claims changed": `${goodHead}.${b64(JSON.stringify({ ...claims, sub: id(9) }))}.${goodSignature}`,
  "claims not JSON": rawBody("sub"),
  "claims an array": rawBody([claims]),
  "claims a text": rawBody(JSON.stringify("sub")),
  "claims deep": rawBody(JSON.stringify(claims).replace("{", `{"x":${"[".repeat(500)}${"]".repeat(500)},`)),
  "claims cut": rawBody(JSON.stringify(claims).slice(0, -1)),
  "claims not UTF-8": rawBody(Buffer.from(JSON.stringify({ ...claims, scope: "\u00e9" }), "latin1")),
  "claims with a NUL": rawBody(JSON.stringify({ ...claims, iss: `${claims.iss}\0` })),
  "sub twice": rawBody(`{"sub":"${id(9)}",${JSON.stringify(claims).slice(1)}`),
  "signature changed at its start": `${goodHead}.${goodBody}.${flip(goodSignature, 0)}`,
  "signature changed in its middle": `${goodHead}.${goodBody}.${flip(goodSignature, 43)}`,
  "signature cut": good.slice(0, -2),
  "signature longer": `${good}AA`,
  "signature of another token": `${goodHead}.${goodBody}.${(await jwt({ sub: id(8) })).split(".")[2]}`,
  "signature in DER": raw(JSON.stringify(header), JSON.stringify(claims), one, "der"),
  "signature of zeros": `${goodHead}.${goodBody}.${"A".repeat(86)}`,
  "signature of ones": `${goodHead}.${goodBody}.${Buffer.alloc(64, 255).toString("base64url")}`,
  "expired 60 seconds ago": await jwt({ exp: now - 60 }),
  "valid in 61 seconds": await jwt({ nbf: now + 61 }),
  "issued in 61 seconds": await jwt({ iat: now + 61 }),
  "exp missing": await jwt({ exp: undefined }),
  "nbf missing": await jwt({ nbf: undefined }),
  "iat missing": await jwt({ iat: undefined }),
  "exp a text": rawBody({ ...claims, exp: String(claims.exp) }),
  "exp a fraction": rawBody({ ...claims, exp: claims.exp + 0.5 }),
  "exp below zero": rawBody({ ...claims, exp: -1 }),
  "exp past all years": rawBody({ ...claims, exp: 253402300800 }),
  "exp past 64 bits": rawBody(JSON.stringify(claims).replace(/"exp":\d+/, '"exp":99999999999999999999')),
  "exp that wraps": rawBody(JSON.stringify(claims).replace(/"exp":\d+/, '"exp":9223372036854775807')),
  "nbf past all years": rawBody({ ...claims, nbf: 253402300800 }),
  "iat below zero": rawBody({ ...claims, iat: -1 }),
  "exp null": rawBody({ ...claims, exp: null }),
  "iss of another": await jwt({ iss: "https://evil.example" }),
  "iss longer": await jwt({ iss: "https://obelus.example.evil.example" }),
  "iss missing": await jwt({ iss: undefined }),
  "aud of another": await jwt({ aud: "billing" }),
  "aud a list": await jwt({ aud: ["obelus"] }),
  "aud missing": await jwt({ aud: undefined }),
  "sub missing": await jwt({ sub: undefined }),
  "sub no UUID": await jwt({ sub: "admin" }),
  "sub in capitals": await jwt({ sub: "0198C0DE-0000-7000-8000-000000000001" }),
  "org missing": await jwt({ org: undefined }),
  "org empty": await jwt({ org: "" }),
  "sid missing": await jwt({ sid: undefined }),
  "sid a number": await jwt({ sid: 3 }),
  "jti missing": await jwt({ jti: undefined }),
};

const printable = (token) => token.replace(/[^\x21-\x7e]|\\/g,
  (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
console.log("# Made by make-token-corpus.mjs; do not edit. Times are fixed: it does not expire.");
for (const [verdict, tokens] of [["taken", taken], ["refused", refused]])
  for (const [name, token] of Object.entries(tokens)) console.log(`${name}\t${verdict}\t${printable(token)}`);
