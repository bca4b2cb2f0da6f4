import {envelopeOf, expect, leaks, postsSent, test} from '../../support/evil_stage';
import {countWraps} from '../../support/envelope';
import {PLUGIN_ID} from '../../support/plugin';

interface Config {
    readonly serverId: string;
}

const CONFIG = /\/api\/v1\/config$/;

test('what the page and what its vault ask for goes through the proxy of the evil server, and so may be a lie', async ({stage, evil}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('proxy', {members: [ann]});
    const {page} = await stage.keyed(ann, channel, {context: evil.context});
    const vault = page.workers().find((worker) => worker.url().includes(`/static/plugins/${PLUGIN_ID}/`));
    const ask = async (from: string): Promise<unknown> => (await fetch(`/api/v4/system/ping?from=${from}`)).json();

    expect(await page.evaluate(ask, 'page')).toMatchObject({status: 'OK'});
    expect(await vault?.evaluate(ask, 'vault')).toMatchObject({status: 'OK'});
    evil.rewrite('GET', /\/system\/ping/, () => ({status: 'a lie'}));
    expect(await page.evaluate(ask, 'page')).toEqual({status: 'a lie'});
    expect(await vault?.evaluate(ask, 'vault')).toEqual({status: 'a lie'});
    expect(evil.to('GET', 'ping?from=page')).toHaveLength(2);
    expect(evil.to('GET', 'ping?from=vault')).toHaveLength(2);

    // What set-up asked for: routes of the vault's alone, and one of the page's.
    expect(evil.to('POST', `/plugins/${PLUGIN_ID}/api/v1/identity`)).toHaveLength(1);
    expect(evil.to('GET', `/api/v4/users?in_channel=${channel.id}`)).not.toEqual([]);
});

test('a configuration that claims another server is no fresh start: nothing is sent or opened until the known one is back', async ({
    stage,
    evil,
}) => {
    const people = await stage.people('ann', 'ben');
    const [ann, ben] = people;
    const channel = await stage.channel('config', {members: people});
    const [browser, bensVault] = await Promise.all([stage.keyed(ann, channel, {context: evil.context}), stage.foreign(ben)]);
    const {host, e2ee} = browser;
    const word = `canary${stage.tag}config`;
    await bensVault.setEncrypted(channel.id, true);
    await e2ee.expectState('on');
    const {id} = await bensVault.post({channelId: channel.id, people, text: 'on the known server'});
    await expect(e2ee.opened('on the known server', host.post(id))).toBeVisible();
    await e2ee.expectReaders(2);
    await host.sendByEnter('to the known server');
    await e2ee.storedId('to the known server');

    evil.rewrite<Config>('GET', CONFIG, (config) => ({...config, serverId: Buffer.alloc(16, 7).toString('base64url')}));
    await host.reload();
    await e2ee.expectState('unknown');
    await expect(e2ee.unreadable('server_changed', host.post(id))).toContainText('Made for another server');
    await host.sendByEnter(word);
    await host.expectRefused(word, 'Made for another server');
    await e2ee.openDialog();
    await expect(e2ee.dialog).toContainText('Made for another server');
    await expect(e2ee.button(/Set up|Restore|Encrypt/)).toHaveCount(0);
    await e2ee.closeDialog();
    expect(postsSent(evil)).toHaveLength(1);
    expect(evil.to('POST', `/plugins/${PLUGIN_ID}/api/v1/identity`)).toHaveLength(1);
    expect(leaks([word], browser, evil)).toEqual([]);

    evil.beHonest();
    await host.reload();
    await e2ee.expectState('on');
    await expect(e2ee.opened('on the known server', host.post(id))).toBeVisible();
    await host.pressEnter();
    await e2ee.storedId(word);
    expect((await stage.database.sealedPosts(channel.id)).map(envelopeOf).map(countWraps)).toEqual([2, 2, 2]);
});
