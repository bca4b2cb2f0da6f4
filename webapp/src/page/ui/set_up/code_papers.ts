/** What a recovery code is kept on: a text file, or a sheet of paper. */
import {groupedFingerprint} from '../words/fingerprints';
import type {Say} from '../words/messages';
import type {CodeOwner, PrintedSheet} from './props';

export function codeFile(say: Say, code: string, owner: CodeOwner): {name: string; text: string} {
    const {username, serverName: server, keys} = owner;
    const lines =
        keys === undefined
            ? ''
            : say('e2ee.set_up.file.keys', {fingerprint: groupedFingerprint(keys.fingerprint), number: keys.generation + 1});
    return {
        name: say('e2ee.set_up.file_name', {username}),
        text: say('e2ee.set_up.file', {server, username, code, keys: lines}),
    };
}

export function codeSheet(say: Say, code: string, {username, serverName, keys}: CodeOwner): PrintedSheet {
    const rows = [
        {name: say('e2ee.sheet.server'), value: serverName},
        {name: say('e2ee.sheet.account'), value: username},
    ];
    const ofKeys =
        keys === undefined
            ? []
            : [
                  {name: say('e2ee.sheet.fingerprint'), value: groupedFingerprint(keys.fingerprint)},
                  {name: say('e2ee.sheet.generation'), value: String(keys.generation + 1)},
              ];
    return {title: say('e2ee.sheet.title'), rows: [...rows, ...ofKeys], code, note: say('e2ee.sheet.note')};
}
