import {readFileSync} from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../../plugin.json', import.meta.url), 'utf8')) as {id: string; version: string};

export const PLUGIN_ID = manifest.id;
export const PLUGIN_ROUTES = `/plugins/${manifest.id}/api/v1`;
