import assert from 'node:assert/strict';
import {test} from 'node:test';

import {ActionTypes} from './action_types';
import {pluginsReducer} from './plugins_reducer';

type State = ReturnType<typeof pluginsReducer>;

function reduce(...actions: Array<{type: string; [field: string]: unknown}>): State {
    return actions.reduce<State | undefined>((state, action) => pluginsReducer(state, action), undefined) as State;
}

function component(id: string, pluginId: string) {
    return {type: ActionTypes.receivedPluginComponent, name: 'MessageWillBePosted', data: {id, pluginId}};
}

test('hooks run in the order of plugin ids, whoever came first', () => {
    const {components} = reduce(component('1', 'zzz'), component('2', 'aaa'));
    assert.deepEqual(
        components.MessageWillBePosted?.map(({pluginId}) => pluginId),
        ['aaa', 'zzz'],
    );
});

test('a removed plugin leaves nothing behind, others stay', () => {
    const {components} = reduce(component('1', 'a'), component('2', 'b'), {type: ActionTypes.removedPlugin, data: {id: 'a'}});
    assert.deepEqual(
        components.MessageWillBePosted?.map(({pluginId}) => pluginId),
        ['b'],
    );
});

test('the lowest plugin id keeps a post type that two claim', () => {
    const claim = (pluginId: string) => ({type: ActionTypes.receivedPluginPostType, data: {id: pluginId, pluginId, type: 'custom_x'}});
    assert.equal(reduce(claim('b'), claim('a')).postTypes.custom_x?.pluginId, 'a');
    assert.equal(reduce(claim('a'), claim('b')).postTypes.custom_x?.pluginId, 'a');
});
