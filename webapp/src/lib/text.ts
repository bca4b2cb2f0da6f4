/** Whether every surrogate has its other half. Only such text has exactly one UTF-8 form. */
export function isWellFormed(text: string): boolean {
    // With the u flag a pair is one code point, so what is left of the class are lone halves.
    return !/\p{Surrogate}/u.test(text);
}

/** Length of well-formed text as Mattermost counts it: an emoji outside the basic plane is one. */
export function countCodePoints(text: string): number {
    // Counts the second halves of pairs; the text is well-formed.
    let pairs = 0;
    for (let index = 0; index < text.length; index++) {
        if ((text.charCodeAt(index) & 0xfc00) === 0xdc00) {
            pairs++;
        }
    }
    return text.length - pairs;
}

/** PostgreSQL can't store U+0000, so the host refuses it in any text. */
export function hasNul(text: string): boolean {
    return text.includes('\0');
}
