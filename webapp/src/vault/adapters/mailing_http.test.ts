import {MailingHttp} from './mailing_http';
import type {PluginRequest} from './plugin_routes';

function mailing(answer: unknown): {mailing: MailingHttp; asked: PluginRequest[]} {
    const asked: PluginRequest[] = [];
    const request = (asking: PluginRequest) => {
        asked.push(asking);
        return Promise.resolve(answer);
    };
    return {asked, mailing: new MailingHttp({request})};
}

test('mails, and says where to', async () => {
    const {mailing: http, asked} = mailing({to: 'a…@example.org'});
    await expect(http.mailBackup({message: 'm', hasCode: true})).resolves.toBe('a…@example.org');
    expect(asked).toMatchObject([{method: 'POST', path: '/backup/mail', body: {message: 'm', hasCode: true}}]);
});

test('asks for a key by its fingerprint, or by the own address', async () => {
    const {mailing: http, asked} = mailing({found: [{source: 'wkd:example.org', key: 'AQ'}]});
    const found = [{source: 'wkd:example.org', key: Uint8Array.of(1)}];
    await expect(http.mailKey('AB12')).resolves.toEqual(found);
    await expect(http.suggestedMailKeys()).resolves.toEqual(found);
    expect(asked.map(({path}) => path)).toEqual(['/mail_keys/AB12', '/mail_keys']);
});

test.each<[string, unknown, (http: MailingHttp) => Promise<unknown>]>([
    ['an address that is none', {to: 1}, (http) => http.mailBackup({message: 'm', hasCode: false})],
    ['keys that are no list', {found: {}}, (http) => http.mailKey('AB')],
    ['a key that is no base64url', {found: [{source: 'x', key: '-----BEGIN'}]}, (http) => http.mailKey('AB')],
    ['a key from nowhere', {found: [{key: 'AQ'}]}, (http) => http.suggestedMailKeys()],
])('%s is server_unavailable', async (_case, answer, ask) => {
    await expect(ask(mailing(answer).mailing)).rejects.toMatchObject({code: 'server_unavailable'});
});
