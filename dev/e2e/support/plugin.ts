import {readFileSync} from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../../plugin.json', import.meta.url), 'utf8')) as {id: string; version: string};

export const PLUGIN_ID = manifest.id;
export const PLUGIN_ROUTES = `/plugins/${manifest.id}/api/v1`;

/** Type and key of a post that carries an envelope (protocol.md §5). */
export const SEALED_POST_TYPE = 'custom_e2ee';
export const ENVELOPE_PROP = 'e2ee';

/** What everybody without the plugin sees in the place of a sealed post. */
export const PLACEHOLDER = '`🔒 Encrypted message`';

/** Name of the vault's database of one member. */
export function vaultDatabase(userId: string): string {
    return `${PLUGIN_ID}/${userId}`;
}
