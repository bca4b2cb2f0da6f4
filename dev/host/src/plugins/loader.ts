import {Client4} from 'mattermost-redux/client';

import {store} from '../host_store';
import {pluginSocketHandlers} from '../socket/plugin_handlers';
import {ActionTypes} from '../state/action_types';
import type {PluginManifest} from '../types';
import {PluginRegistry} from './registry';

interface Plugin {
    initialize?: (registry: PluginRegistry, store: unknown) => void;
    uninitialize?: () => void;
}

declare global {
    interface Window {
        plugins: Record<string, Plugin | undefined>;
        registerPlugin: (id: string, plugin: Plugin) => void;
    }
}

/** Manifests whose script tag stands in the page. */
const loaded = new Map<string, PluginManifest>();

/** Called by a bundle while it is evaluated. A predecessor is uninitialised here, even if a disable did it before. */
function registerPlugin(id: string, plugin: Plugin): void {
    window.plugins[id]?.uninitialize?.();
    window.plugins[id] = plugin;
}

export function exposePluginLoading(): void {
    window.plugins = {};
    window.registerPlugin = registerPlugin;
}

function describe(manifest: PluginManifest): string {
    return `plugin ${manifest.id}, version ${manifest.version}`;
}

/** The server names the path below `/static`; the files are served below `/static/plugins`. */
function staticPath({webapp}: PluginManifest): string {
    return webapp.bundle_path.replace(/^\/static\/(?!plugins\/)/, '/static/plugins/');
}

async function fetchManifests(): Promise<PluginManifest[]> {
    const manifests = await Client4.getWebappPlugins();
    store.dispatch({type: ActionTypes.receivedPlugins, data: manifests});
    return manifests;
}

function pluginsEnabled(): boolean {
    return store.getState().entities.general.config.PluginsEnabled === 'true';
}

/** Loads every enabled plugin; a bundle that fails to load is logged, and the app starts without it. */
export async function initializePlugins(): Promise<void> {
    if (!pluginsEnabled()) {
        return;
    }
    const manifests = await fetchManifests();
    await Promise.all(
        manifests.map((manifest) =>
            loadPlugin(manifest).catch((error: unknown) => {
                console.error(error instanceof Error ? error.message : error);
            }),
        ),
    );
}

/**
 * Adds the script tag and calls `initialize` in its load event. A throw in there is not caught: the promise stays
 * pending and the app never mounts, which is what the real client does (docs/platform-notes.md §1.1).
 */
export function loadPlugin(manifest: PluginManifest): Promise<void> {
    return new Promise((resolve, reject) => {
        const previous = loaded.get(manifest.id);
        if (previous && previous.webapp.bundle_path === manifest.webapp.bundle_path) {
            resolve();
            return;
        }
        if (previous) {
            store.dispatch({type: ActionTypes.removedPlugin, data: manifest});
        }

        console.log(`Loading ${describe(manifest)}`);
        const script = document.createElement('script');
        script.id = `plugin_${manifest.id}`;
        script.type = 'text/javascript';
        script.src = window.location.origin + staticPath(manifest);
        script.defer = true;
        script.onload = () => {
            window.plugins[manifest.id]?.initialize?.(new PluginRegistry(manifest.id), store);
            console.log(`Loaded ${describe(manifest)}`);
            resolve();
        };
        script.onerror = () => reject(new Error(`Unable to load bundle for ${describe(manifest)}`));
        document.head.appendChild(script);
        loaded.set(manifest.id, manifest);
    });
}

export function removePlugin(manifest: PluginManifest): void {
    if (!loaded.delete(manifest.id)) {
        return;
    }
    console.log(`Removing ${describe(manifest)}`);
    store.dispatch({type: ActionTypes.removedPlugin, data: manifest});
    window.plugins[manifest.id]?.uninitialize?.();
    pluginSocketHandlers.removeAllOf(manifest.id);
    const script = document.getElementById(`plugin_${manifest.id}`);
    if (script) {
        script.remove();
        console.log(`Removed ${describe(manifest)}`);
    }
}

/** After a reconnect: load what is new or of another version, remove what is gone. */
export async function synchronizePlugins(): Promise<void> {
    if (!pluginsEnabled()) {
        return;
    }
    const before = store.getState().plugins.plugins;
    const manifests = await fetchManifests();
    for (const manifest of manifests) {
        if (before[manifest.id]?.version !== manifest.version) {
            loadPlugin(manifest).catch((error: unknown) => console.error(error));
        }
    }
    for (const [id, manifest] of Object.entries(before)) {
        if (!manifests.some((current) => current.id === id)) {
            removePlugin(manifest);
        }
    }
}
