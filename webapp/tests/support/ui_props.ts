/** Props of components with many actions, all of them silent: a test names those that it is about. */
import type {MailKeyProps} from '../../src/page/ui/mail_key/props';
import type {SetUpProps} from '../../src/page/ui/set_up/props';

export const OWNER = {username: 'aino', serverName: 'chat.example.org', keys: {fingerprint: 'ab12cd34', generation: 0}};

/** All of set-up but its step. */
export function setUpActions(): Omit<SetUpProps, 'step'> {
    return {
        owner: OWNER,
        hasKeysHere: false,
        mayReset: true,
        onCreate: jest.fn(),
        onReset: jest.fn(),
        onPublish: jest.fn(),
        onShowMail: jest.fn(),
        onShowDecline: jest.fn(),
        onBackToCode: jest.fn(),
        onCompare: jest.fn(),
        onRestore: jest.fn(),
        onReadFile: jest.fn(() => Promise.resolve(undefined)),
        onShowRestore: jest.fn(),
        onShowReset: jest.fn(),
        onEndSessions: jest.fn(),
        onKeepSessions: jest.fn(),
        onCopy: jest.fn(() => Promise.resolve(true)),
        onDownload: jest.fn(),
        onPrint: jest.fn(),
        onClose: jest.fn(),
    };
}

/** All of the mail's panel but its step. */
export function mailKeyActions(): Omit<MailKeyProps, 'step'> {
    return {
        sources: ['hkps://keys.example.org'],
        sendsCode: true,
        onLookUp: jest.fn(),
        onRead: jest.fn(),
        onSuggest: jest.fn(),
        onSend: jest.fn(),
        onReadFile: jest.fn(() => Promise.resolve(undefined)),
        onAskAgain: jest.fn(),
    };
}
