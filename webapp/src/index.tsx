/**
 * Composition root of the page: starts the plugin in the host's page, with the vault in a worker of its own.
 *
 * `initialize` runs before the host's page is drawn. A throw would leave every member in front of a loading screen, at log-in
 * too (docs/platform-notes.md §1.1), so nothing gets out of it; and everything that keeps clear text from leaving is in place
 * before its first await: first the guard, then the hooks.
 *
 * @packageDocumentation
 */
import {cookie} from './page/mattermost/host/browser';
import {hostExports} from './page/mattermost/host/exports';
import type {HostPlugin, PluginRegistry} from './page/mattermost/host/registry';
import type {HostStore} from './page/mattermost/host/state';
import {PLUGIN_ID} from './page/mattermost/manifest';
import {setPublicPath} from './page/mattermost/public_path';
import {startPlugin} from './page/mattermost/start';
import type {RunningPlugin, VaultConnection} from './page/mattermost/start';
import {VaultClient} from './page/vault_client';
import './page/ui/styles.css';

class Plugin implements HostPlugin {
    private running: RunningPlugin | undefined;

    initialize(registry: PluginRegistry, store: unknown): void {
        try {
            setPublicPath();
            this.running = startPlugin({registry, store: store as HostStore, connectVault});
        } catch {
            // Nothing to show it with, and no log for it. The guard, which is first, refuses what it doesn't know.
        }
    }

    /** Called a second time when the plugin is enabled again (docs/platform-notes.md §1.4). */
    uninitialize(): void {
        this.running?.retire();
        this.running = undefined;
    }
}

function connectVault(): VaultConnection {
    let worker: Worker | undefined;
    const vault = new VaultClient({
        createWorker: () => {
            worker = new Worker(/* webpackChunkName: "vault_worker" */ new URL('./vault/worker.ts', import.meta.url), {
                name: `${PLUGIN_ID} vault`,
            });
            return worker;
        },
        csrfToken: () => cookie('MMCSRF'),
    });
    return {
        vault,
        onEvent: (listener) => {
            vault.onEvent(listener);
        },
        close: () => worker?.terminate(),
    };
}

hostExports().registerPlugin?.(PLUGIN_ID, new Plugin());
