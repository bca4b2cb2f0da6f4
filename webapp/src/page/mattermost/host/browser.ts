/**
 * Clipboard and downloads.
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

/** Value of a cookie; '' where there is none. */
export function cookie(name: string): string {
    const prefix = `${name}=`;
    const found = document.cookie.split('; ').find((entry) => entry.startsWith(prefix));
    return found === undefined ? '' : decodeURIComponent(found.slice(prefix.length));
}
