import {Browser, Clock, Host} from '../support/browsers';
import type {Tab} from '../support/browsers';
import {MemoryServer} from '../support/memory_server';

/** A server, a host and a browser for each person. */
export class Stage {
    readonly clock = new Clock();
    readonly server = new MemoryServer();
    readonly host = new Host(this.clock);

    browser(): Browser {
        return new Browser(this.server, this.clock);
    }

    /** Somebody with a key, in a browser of their own. */
    async person(name: string): Promise<Tab> {
        const tab = this.browser().openTab();
        await tab.logIn(name);
        await tab.setUp();
        return tab;
    }

    /** Another browser of somebody, with their keys brought back by the code. */
    async restored(name: string, code: string): Promise<Tab> {
        const tab = this.browser().openTab();
        await tab.logIn(name);
        await expect(tab.restore(code)).resolves.toMatchObject({own: {kind: 'active'}});
        return tab;
    }
}
