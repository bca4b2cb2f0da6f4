import type {Tab} from '../support/browsers';

/** What a member has kept: the file that their browser gave them. */
export async function backupFileOf(tab: Tab): Promise<string> {
    const result = await tab.vault.backupFile();
    if (result.kind === 'failed') {
        throw new Error(`backupFile: ${result.code}`);
    }
    return result.text;
}

export function textWith(text: string, recoveryCode: string) {
    return {kind: 'text', text, recoveryCode} as const;
}

/** Keys that begin anew, published; the new code. */
export async function resetAndPublish(tab: Tab, nowMs: number): Promise<string> {
    const made = await tab.vault.reset(nowMs);
    if (made.kind === 'failed') {
        throw new Error(`reset: ${made.code}`);
    }
    await expect(tab.vault.publish()).resolves.toMatchObject({own: {kind: 'active'}});
    return made.recoveryCode;
}
