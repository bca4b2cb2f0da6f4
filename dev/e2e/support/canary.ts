import {gunzipSync, inflateSync} from 'node:zlib';

/**
 * Looks for words in bytes, in every form in which they could lie there: plain, base64 in its three alignments (both
 * alphabets), hex, UTF-16, inside gzip and zlib streams, and inside base64 strings that decode to any of these.
 */
export class CanarySearch {
    private readonly needles: Array<{form: string; bytes: Buffer}>;

    /**
     * @param words at least 12 ASCII characters each, so that a find is no accident
     * @param secrets bytes by name, as long
     */
    constructor(words: readonly string[], secrets: Readonly<Record<string, Buffer>> = {}) {
        this.needles = [
            ...words.flatMap((word) => [...formsOf(word, Buffer.from(word, 'utf8')), ...wideFormsOf(word)]),
            ...Object.entries(secrets).flatMap(([name, bytes]) => formsOf(name, bytes)),
        ];
    }

    /** The forms that were found, e.g. `["hex of otter-7f…"]`; empty if none was. */
    find(haystack: Buffer): string[] {
        const found = new Set<string>();
        this.look(haystack, 0, '', found);
        return [...found];
    }

    private look(haystack: Buffer, depth: number, where: string, found: Set<string>): void {
        for (const needle of this.needles) {
            if (haystack.includes(needle.bytes)) {
                found.add(`${needle.form}${where}`);
            }
        }
        if (depth >= 3) {
            return;
        }
        for (const inner of compressedStreams(haystack)) {
            this.look(inner, depth + 1, `${where}, compressed`, found);
        }
        for (const inner of base64Runs(haystack)) {
            this.look(inner, depth + 1, `${where}, in base64`, found);
        }
    }
}

function formsOf(name: string, plain: Buffer): Array<{form: string; bytes: Buffer}> {
    const forms = [
        {form: `plain ${name}`, bytes: plain},
        {form: `hex of ${name}`, bytes: Buffer.from(plain.toString('hex'))},
        {form: `HEX of ${name}`, bytes: Buffer.from(plain.toString('hex').toUpperCase())},
    ];
    for (const [alignment, text] of base64Alignments(plain).entries()) {
        forms.push({form: `base64/${alignment} of ${name}`, bytes: Buffer.from(text)});
        const urlSafe = text.replaceAll('+', '-').replaceAll('/', '_');
        if (urlSafe !== text) {
            forms.push({form: `base64url/${alignment} of ${name}`, bytes: Buffer.from(urlSafe)});
        }
    }
    return forms;
}

function wideFormsOf(word: string): Array<{form: string; bytes: Buffer}> {
    return [
        {form: `UTF-16LE of ${word}`, bytes: Buffer.from(word, 'utf16le')},
        {form: `UTF-16BE of ${word}`, bytes: Buffer.from(word, 'utf16le').swap16()},
    ];
}

/** The part of the base64 text that depends on the word alone, for each position at which it may begin. */
function base64Alignments(plain: Buffer): string[] {
    return [0, 1, 2].map((offset) => {
        const text = Buffer.concat([Buffer.alloc(offset), plain])
            .toString('base64')
            .replaceAll('=', '');
        const firstOwn = Math.ceil((offset * 8) / 6);
        const lastOwn = Math.floor(((offset + plain.length) * 8) / 6);
        return text.slice(firstOwn, lastOwn);
    });
}

function compressedStreams(haystack: Buffer): Buffer[] {
    const found: Buffer[] = [];
    for (let at = haystack.indexOf(0x1f); at >= 0 && at < haystack.length - 2; at = haystack.indexOf(0x1f, at + 1)) {
        if (haystack[at + 1] === 0x8b && haystack[at + 2] === 0x08) {
            tryInto(found, () => gunzipSync(haystack.subarray(at)));
        }
    }
    if (haystack[0] === 0x78) {
        tryInto(found, () => inflateSync(haystack));
    }
    return found;
}

function base64Runs(haystack: Buffer): Buffer[] {
    const runs = haystack.toString('latin1').match(/[A-Za-z0-9+/_-]{40,}/g) ?? [];
    return runs.map((run) => Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
}

function tryInto(found: Buffer[], decode: () => Buffer): void {
    try {
        found.push(decode());
    } catch {
        // Bytes that only look like the beginning of a stream.
    }
}
