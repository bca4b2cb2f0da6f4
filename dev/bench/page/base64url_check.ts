/**
 * The platform's own base64url, which Node 20 doesn't have, held against the table of lib/base64url.ts: neither may take what the other
 * refuses.
 *
 * @packageDocumentation
 */
import {decodeBase64url, encodeBase64url} from '../../../webapp/src/lib/base64url';

const CHARACTERS = [...'AQgwZz09-_', '+', '/', '=', ' ', '\n', 'é', '\u{1F9A6}', '\0'];
const LENGTHS = [0, 1, 2, 3, 4, 7, 8];
const PER_LENGTH = 3000;

/** Texts and byte strings on which the two differ. */
export function countDisagreements(): number {
    const texts = LENGTHS.flatMap((length) => Array.from({length: PER_LENGTH}, () => randomText(length)));
    const byteStrings = Array.from({length: 200}, (_, length) => crypto.getRandomValues(new Uint8Array(length)));
    const work = (): readonly string[] => [
        ...texts.map((text) => decodeBase64url(text)?.join() ?? 'refused'),
        ...byteStrings.map((bytes) => encodeBase64url(bytes)),
    ];
    const byPlatform = work();
    const byTable = withoutPlatform(work);
    return byPlatform.filter((result, index) => result !== byTable[index]).length;
}

function randomText(length: number): string {
    return Array.from({length}, () => CHARACTERS[Math.floor(Math.random() * CHARACTERS.length)] ?? '').join('');
}

/** @throws Error where there is nothing of the platform's to leave out */
function withoutPlatform<Result>(work: () => Result): Result {
    const places = [
        [Uint8Array.prototype, 'setFromBase64'],
        [Uint8Array.prototype, 'toBase64'],
    ] as const;
    const kept = places.map(([place, name]) => Object.getOwnPropertyDescriptor(place, name));
    places.forEach(([place, name]) => Reflect.deleteProperty(place, name));
    try {
        return work();
    } finally {
        places.forEach(([place, name], index) => {
            const descriptor = kept[index];
            if (!descriptor) {
                throw new Error(`this browser has no ${name}`);
            }
            Object.defineProperty(place, name, descriptor);
        });
    }
}
