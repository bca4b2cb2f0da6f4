import reducerRegistry from 'mattermost-redux/store/reducer_registry';
import {generateId} from 'mattermost-redux/utils/helpers';
import type {Reducer} from 'redux';

import {registerTranslations} from '../actions/translations';
import {hideRhsPlugin, showRhsPlugin, toggleRhsPlugin} from '../actions/rhs';
import {pluginSocketHandlers} from '../socket/plugin_handlers';
import type {SocketHandler} from '../socket/plugin_handlers';
import {ActionTypes} from '../state/action_types';
import {store} from '../host_store';
import {asElement, namedArguments} from './call_shape';
import {absentSurfaceMethods, componentMethods, fieldMethods} from './registry_methods';

type Method = (...args: unknown[]) => unknown;

/** Not by `crypto.randomUUID`, which plain http doesn't have. */
function newId(): string {
    return generateId().replaceAll('-', '').slice(0, 26);
}

/**
 * What `initialize` is given. The methods are own properties and are called detached from the object by some plugins,
 * so none of them uses `this`; `unregisterReconnectHandler` alone stands on the prototype, as in the real client.
 */
export class PluginRegistry {
    [method: string]: unknown;
    readonly id: string;
    readonly supports = {globalAppBar: true, globalRhs: true};

    constructor(pluginId: string) {
        this.id = pluginId;
        Object.assign(this, filing(pluginId), socketMethods(pluginId), panelMethods(pluginId), stateMethods(pluginId));
    }

    unregisterReconnectHandler(): void {
        pluginSocketHandlers.removeReconnect(this.id);
    }
}

function file(slot: string, pluginId: string, data: Record<string, unknown>, id = newId()): string {
    store.dispatch({type: ActionTypes.receivedPluginComponent, name: slot, data: {id, pluginId, ...data}});
    return id;
}

function filing(pluginId: string): Record<string, Method> {
    const methods: Record<string, Method> = {};
    for (const [method, slot] of Object.entries(componentMethods)) {
        methods[method] = (...args) => file(slot, pluginId, namedArguments(['component'], args));
    }
    for (const [method, {slots, fields, elements = []}] of Object.entries(fieldMethods)) {
        methods[method] = (...args) => {
            const data = {...namedArguments(fields, args)};
            for (const name of elements) {
                data[name] = asElement(data[name]);
            }
            const id = newId();
            slots.forEach((slot) => file(slot, pluginId, data, id));
            return id;
        };
    }
    for (const method of absentSurfaceMethods) {
        methods[method] = () => undefined;
    }
    return methods;
}

function socketMethods(pluginId: string): Record<string, Method> {
    return {
        registerWebSocketEventHandler: (...args) => {
            const {event, handler} = namedArguments(['event', 'handler'], args) as {event: string; handler: SocketHandler};
            pluginSocketHandlers.add(pluginId, event, handler);
        },
        unregisterWebSocketEventHandler: (...args) => {
            pluginSocketHandlers.remove(pluginId, namedArguments(['event'], args).event as string);
        },
        registerReconnectHandler: (...args) => {
            pluginSocketHandlers.addReconnect(pluginId, namedArguments(['handler'], args).handler as () => void);
        },
    };
}

function panelMethods(pluginId: string): Record<string, Method> {
    const registerPanel = (component: unknown, title: unknown) => {
        const id = file('RightHandSidebarComponent', pluginId, {component, title: asElement(title)});
        return {id, showRHSPlugin: showRhsPlugin(id), hideRHSPlugin: hideRhsPlugin(id), toggleRHSPlugin: toggleRhsPlugin(id)};
    };
    return {
        registerRightHandSidebarComponent: (...args) => {
            const {component, title} = namedArguments(['component', 'title'], args);
            return registerPanel(component, title);
        },
        registerAppBarComponent: (...args) => {
            const names = ['iconUrl', 'action', 'tooltipText', 'supportedProductIds', 'rhsComponent', 'rhsTitle'];
            const {rhsComponent, rhsTitle, action, ...rest} = namedArguments(names, args);
            if (!rhsComponent) {
                return file('AppBar', pluginId, {...rest, action});
            }
            const panel = registerPanel(rhsComponent, rhsTitle);
            const toggle = () => store.dispatch(panel.toggleRHSPlugin);
            return {id: file('AppBar', pluginId, {...rest, action: toggle, rhsComponentId: panel.id}), rhsComponent: panel};
        },
        registerPostDropdownSubMenuAction: (...args) => {
            const {text, action, filter} = namedArguments(['text', 'action', 'filter'], args);
            const id = file('PostDropdownMenu', pluginId, {text: asElement(text), action, filter});
            const register: Method = (innerText, innerAction, innerFilter) =>
                file('PostDropdownMenu', pluginId, {
                    text: asElement(innerText),
                    action: innerAction,
                    filter: innerFilter,
                    parentMenuId: id,
                });
            return {id, rootRegisterMenuItem: register};
        },
        registerSearchComponents: (...args) => {
            const names = ['buttonComponent', 'suggestionsComponent', 'hintsComponent', 'action'];
            const {buttonComponent, suggestionsComponent, hintsComponent, action} = namedArguments(names, args);
            const id = file('SearchButtons', pluginId, {component: buttonComponent, action});
            file('SearchSuggestions', pluginId, {component: suggestionsComponent}, id);
            return file('SearchHints', pluginId, {component: hintsComponent}, id);
        },
    };
}

function stateMethods(pluginId: string): Record<string, Method> {
    const typeMethod =
        (action: string): Method =>
        (...args) => {
            const id = newId();
            store.dispatch({type: action, data: {id, pluginId, ...namedArguments(['type', 'component'], args)}});
            return id;
        };
    const removal =
        (action: string): Method =>
        (...args) => {
            store.dispatch({type: action, id: namedArguments(['componentId'], args).componentId});
        };
    return {
        registerPostTypeComponent: typeMethod(ActionTypes.receivedPluginPostType),
        registerPostCardTypeComponent: typeMethod(ActionTypes.receivedPluginPostCardType),
        unregisterComponent: removal(ActionTypes.removedPluginComponent),
        unregisterPostTypeComponent: removal(ActionTypes.removedPluginPostType),
        registerReducer: (...args) => {
            reducerRegistry.register(`plugins-${pluginId}`, namedArguments(['reducer'], args).reducer as Reducer);
        },
        registerTranslations: (...args) => {
            const {getTranslationsForLocale} = namedArguments(['getTranslationsForLocale'], args);
            store.dispatch(registerTranslations(getTranslationsForLocale as (locale: string) => Record<string, string>));
        },
        registerUserSettings: (...args) => {
            store.dispatch({type: ActionTypes.receivedPluginUserSettings, data: {pluginId, ...namedArguments(['setting'], args)}});
        },
    };
}
