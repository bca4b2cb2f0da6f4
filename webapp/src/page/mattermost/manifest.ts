import manifest from '../../../../plugin.json';

/** Stated once, in plugin.json. */
export const PLUGIN_ID = manifest.id;
export const PLUGIN_NAME = manifest.name;
