import {Failure} from '../../lib/errors';
import {keylessStates} from './keyless_states';

function source(statements: readonly string[]) {
    return keylessStates(
        {
            policies: () => Promise.resolve({channels: {sealed: ['statement'], left: []}, covered: ['clear', 'sealed', 'left']}),
            channelPolicy: () => Promise.resolve({statements, maySwitchOn: true, maySwitchOff: true, reason: ''}),
        },
        'insecure_context',
    );
}

const unknown = {kind: 'unknown', code: 'insecure_context'};

it('believes in off only where there never was a statement', async () => {
    expect(await source([]).channels()).toEqual({kind: 'channels', channels: {clear: {kind: 'off'}, sealed: unknown, left: {kind: 'off'}}});
    expect(await source([]).channel('one')).toEqual({kind: 'channel', channel: {kind: 'off'}});
    expect(await source(['statement']).channel('one')).toEqual({kind: 'channel', channel: unknown});
});

it('says why where the server half does not answer', async () => {
    const silent = keylessStates(
        {policies: () => Promise.reject(new Failure('offline')), channelPolicy: () => Promise.reject(new Failure('offline'))},
        'insecure_context',
    );
    expect(await silent.channels()).toEqual({kind: 'failed', code: 'offline'});
    expect(await silent.channel('one')).toEqual({kind: 'failed', code: 'offline'});
});
