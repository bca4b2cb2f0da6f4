/**
 * Base64 by the platform's own functions, from and to what WebCrypto gives and takes.
 */
export function toBase64(bytes: ArrayBuffer): string {
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

export function fromBase64(text: string): ArrayBuffer {
    const characters = atob(text);
    const buffer = new ArrayBuffer(characters.length);
    const bytes = new Uint8Array(buffer);
    for (let index = 0; index < characters.length; index++) {
        bytes[index] = characters.charCodeAt(index);
    }
    return buffer;
}
