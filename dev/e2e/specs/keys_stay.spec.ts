import {CanarySearch} from '../support/canary';
import {privateKeysOf} from '../support/identities';
import {plant, removePlanted, textsOfStore, textsOfWebStorage, walkDatabases} from '../support/in_page';
import {PLUGIN_ID, vaultDatabase} from '../support/plugin';
import {expect, test, type Member} from '../support/stage';

/** Everything that IndexedDB and the web storage of a page hold, as bytes. */
async function storedBytes({page}: Member): Promise<Buffer> {
    const {values} = await page.evaluate(walkDatabases);
    const texts = [...(await page.evaluate(textsOfWebStorage)), ...values.flatMap((value) => value.texts)];
    const bytes = values.flatMap((value) => value.bytes.map((base64) => Buffer.from(base64, 'base64')));
    return Buffer.concat([Buffer.from(texts.join('\n')), ...bytes.flatMap((part) => [Buffer.from('\n'), part])]);
}

async function privateKeysIn(member: Member): Promise<number> {
    return (await member.page.evaluate(walkDatabases)).privateKeys.length;
}

/** What the page shows, and what the host's store holds, composer's history excepted. */
async function textOfPage({page}: Member): Promise<string> {
    return `${await page.locator('body').innerText()}\n${(await page.evaluate(textsOfStore)).join('\n')}`;
}

test('no private key can be exported or wrapped, and none lies in the browser as bytes', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('walk', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    await member.host.sendByEnter('so that everything is in use');
    await expect(member.e2ee.opened('so that everything is in use')).toBeVisible();

    const plantedKey = await member.page.evaluate(plant, 'a text of the twin');
    const withPlanted = await member.page.evaluate(walkDatabases);
    const loose = withPlanted.privateKeys.filter(({where}) => !where.startsWith(PLUGIN_ID));
    expect(loose).toEqual([{where: 'planted-by-a-spec/things', exported: ['pkcs8', 'jwk'], wrapped: ['pkcs8', 'jwk']}]);
    expect(new CanarySearch([], {planted: Buffer.from(plantedKey, 'base64url')}).find(await storedBytes(member))).not.toEqual([]);
    await member.page.evaluate(removePlanted);

    const {privateKeys} = await member.page.evaluate(walkDatabases);
    expect(privateKeys.length).toBeGreaterThanOrEqual(2);
    for (const trial of privateKeys) {
        expect(trial).toEqual({where: `${vaultDatabase(ann.userId)}/generations`, exported: [], wrapped: []});
    }
    const own = await privateKeysOf(await stage.api(ann), member.recoveryCode);
    expect(Object.keys(own)).toHaveLength(3);
    expect(new CanarySearch([member.recoveryCode], own).find(await storedBytes(member))).toEqual([]);
});

test('one member logs out and another in, in the same tab: their keys, and nothing of the first one', async ({stage}) => {
    const [ann, ben] = await stage.people('ann', 'ben');
    const shared = await stage.channel('shared', {members: [ann, ben]});
    const alone = await stage.channel('alone', {members: [ann]});
    const [annsBrowser, bensBrowser] = await stage.encrypted(shared, ann, ben);
    await annsBrowser.host.clickChannel(alone);
    await annsBrowser.e2ee.openDialog();
    await annsBrowser.e2ee.encrypt();
    await annsBrowser.e2ee.closeDialog();
    await annsBrowser.host.sendByEnter('kingfisher for ann alone');
    await expect(annsBrowser.e2ee.opened('kingfisher for ann alone')).toBeVisible();
    await annsBrowser.host.clickChannel(shared);
    await annsBrowser.host.sendByEnter('a heron for both');
    await expect(bensBrowser.e2ee.opened('a heron for both')).toBeVisible();
    expect(await textOfPage(annsBrowser)).toContain('a heron for both');

    await annsBrowser.host.logOut();
    await annsBrowser.host.fillLogIn(ben.username, ben.password);
    await annsBrowser.host.clickChannel(shared);
    await expect(annsBrowser.e2ee.unreadable('key_missing')).toBeVisible();
    expect(await textOfPage(annsBrowser)).not.toMatch(/kingfisher|a heron/);

    await annsBrowser.e2ee.openDialog();
    await annsBrowser.e2ee.restore(bensBrowser.recoveryCode);
    await annsBrowser.e2ee.closeDialog();
    await expect(annsBrowser.e2ee.opened('a heron for both')).toBeVisible();
    await annsBrowser.host.sendByEnter('ben, in the tab that was ann’s');
    await expect(bensBrowser.e2ee.opened('ben, in the tab that was ann’s')).toBeVisible();
    expect(await textOfPage(annsBrowser)).not.toContain('kingfisher');
    expect(new CanarySearch(['kingfisher for ann alone', 'a heron for both']).find(await storedBytes(annsBrowser))).toEqual([]);
});

test('"Remove my keys from this browser" leaves no key, after saying what is lost; the code brings them back', async ({stage}) => {
    const [ann] = await stage.people('ann');
    const channel = await stage.channel('remove', {members: [ann]});
    const [member] = await stage.encrypted(channel, ann);
    await member.host.sendByEnter('readable with the key');
    await expect(member.e2ee.opened('readable with the key')).toBeVisible();
    expect(await privateKeysIn(member)).toBeGreaterThanOrEqual(2);

    const settings = await member.host.openPluginSettings(PLUGIN_ID);
    await settings.getByRole('button', {name: 'Remove my keys from this browser'}).click();
    await expect(member.e2ee.dialog).toContainText('you need your recovery code');
    await member.e2ee.button('Cancel').click();
    expect(await privateKeysIn(member)).toBeGreaterThanOrEqual(2);
    await settings.getByRole('button', {name: 'Remove my keys from this browser'}).click();
    await member.e2ee.button('Remove my keys').click();
    await expect(settings).toContainText('There are no keys of yours in this browser');
    expect(await privateKeysIn(member)).toBe(0);

    await member.host.reload();
    await expect(member.e2ee.unreadable('key_missing')).toBeVisible();
    await member.e2ee.openDialog();
    await member.e2ee.restore(member.recoveryCode);
    await member.e2ee.closeDialog();
    await expect(member.e2ee.opened('readable with the key')).toBeVisible();
});
