/**
 * Clipboard, downloads, files, paper, time, and what this browser keeps.
 *
 * @packageDocumentation
 */

/** Resolves to whether it worked. */
export async function copyText(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}

export function downloadText(fileName: string, text: string): void {
    const url = URL.createObjectURL(new Blob([text], {type: 'text/plain;charset=utf-8'}));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();

    // The browser reads the address after this turn of the event loop.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** More than the largest backup that anything of ours takes. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Text of a file that the member chose or dropped; undefined where it can't be read, or is far too large. */
export async function readSmallText(file: Blob): Promise<string | undefined> {
    try {
        return file.size > LARGEST_FILE ? undefined : await file.text();
    } catch {
        return undefined;
    }
}

/** So that this browser doesn't drop the keys when it needs room. Whether it agrees is shown where the backup is. */
export function askForPersistence(): void {
    // A page without a secure context has no such thing, and gets here with no keys to keep.
    void (navigator.storage as StorageManager | undefined)?.persist().catch(() => false);
}

/** Value of a cookie; '' where there is none. */
export function cookie(name: string): string {
    const prefix = `${name}=`;
    const found = document.cookie.split('; ').find((entry) => entry.startsWith(prefix));
    return found === undefined ? '' : decodeURIComponent(found.slice(prefix.length));
}

/** Twice what the host's page is at work for after a post was sent. */
const CALM_AFTER_MS = 400;

/** Runs what nobody waits for once the page has had time for what somebody does. */
export function whenCalm(task: () => void): void {
    setTimeout(task, CALM_AFTER_MS);
}
