import type {WebSocketMessage} from '@mattermost/client';

export type SocketHandler = (message: WebSocketMessage) => void;

/** Handlers that plugins registered: one per plugin and event, called after the host's own. */
class PluginSocketHandlers {
    private readonly byPlugin = new Map<string, Map<string, SocketHandler>>();
    private readonly reconnectByPlugin = new Map<string, () => void>();

    add(pluginId: string, event: string, handler: SocketHandler): void {
        const handlers = this.byPlugin.get(pluginId) ?? new Map<string, SocketHandler>();
        handlers.set(event, handler);
        this.byPlugin.set(pluginId, handlers);
    }

    remove(pluginId: string, event: string): void {
        this.byPlugin.get(pluginId)?.delete(event);
    }

    addReconnect(pluginId: string, handler: () => void): void {
        this.reconnectByPlugin.set(pluginId, handler);
    }

    removeReconnect(pluginId: string): void {
        this.reconnectByPlugin.delete(pluginId);
    }

    removeAllOf(pluginId: string): void {
        this.byPlugin.delete(pluginId);
        this.reconnectByPlugin.delete(pluginId);
    }

    dispatch(message: WebSocketMessage): void {
        for (const handlers of [...this.byPlugin.values()]) {
            handlers.get(message.event)?.(message);
        }
    }

    reconnected(): void {
        for (const handler of [...this.reconnectByPlugin.values()]) {
            handler();
        }
    }
}

export const pluginSocketHandlers = new PluginSocketHandlers();
