import {useCallback, useEffect, useRef, useState} from 'react';
import type {KeyboardEvent, RefObject} from 'react';

import {useHostDispatch} from '../../hooks';
import {suggestionSources} from './suggestion_sources';
import type {Suggestion, SuggestionContext, SuggestionSource} from './suggestion_sources';

const DEBOUNCE_MS = 100;

interface Options extends SuggestionContext {
    textbox: RefObject<HTMLTextAreaElement>;
    text: string;
    onComplete: (text: string) => void;
    onExecute: () => void;
}

interface Found {
    items: Suggestion[];
    typed: string;
}

const nothing: Found = {items: [], typed: ''};

/** Lists while the user types; nothing is asked for text that the page itself put into the box. */
export function useSuggestions({textbox, channelId, rootId, text, onComplete, onExecute}: Options) {
    const dispatch = useHostDispatch();
    const [found, setFound] = useState(nothing);
    const [selected, setSelected] = useState(0);
    const deadEnds = useRef(new Map<SuggestionSource, string>());
    const asked = useRef(text);

    useEffect(() => {
        if (asked.current === text) {
            return undefined;
        }
        const timer = setTimeout(() => {
            asked.current = text;
            void ask(textbox.current?.value.slice(0, textbox.current.selectionStart) ?? '');
        }, DEBOUNCE_MS);
        return () => clearTimeout(timer);

        async function ask(pretext: string) {
            for (const source of suggestionSources) {
                const query = source.match(pretext);
                if (query === undefined) {
                    continue;
                }
                const deadEnd = deadEnds.current.get(source);
                if (deadEnd !== undefined && query.startsWith(deadEnd)) {
                    break;
                }
                const items = await dispatch(source.ask(query, {channelId, rootId})).catch(() => []);
                if (source.stopsAtNothing && items.length === 0) {
                    deadEnds.current.set(source, query);
                }
                if (asked.current === text) {
                    setSelected(0);
                    setFound({items, typed: query});
                }
                return;
            }
            setFound(nothing);
        }
    }, [dispatch, textbox, channelId, rootId, text]);

    const close = useCallback(() => setFound(nothing), []);

    const choose = useCallback(
        (item: Suggestion) => {
            close();
            if (item.executes) {
                onExecute();
                return;
            }
            const caret = textbox.current?.selectionStart ?? text.length;
            const start = item.term.startsWith('/') ? 0 : caret - found.typed.length - 1;
            const completed = `${text.slice(0, start)}${item.term} ${text.slice(caret)}`;
            asked.current = completed;
            onComplete(completed);
        },
        [close, found.typed, onComplete, onExecute, text, textbox],
    );

    const handleKey = useCallback(
        (event: KeyboardEvent): boolean => {
            const item = found.items[selected];
            if (!item) {
                return false;
            }
            if (event.key === 'Escape') {
                close();
            } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                const step = event.key === 'ArrowDown' ? 1 : -1;
                setSelected((selected + step + found.items.length) % found.items.length);
            } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
                choose(item);
            } else {
                return false;
            }
            event.preventDefault();
            return true;
        },
        [choose, close, found.items, selected],
    );

    return {items: found.items, selected, choose, handleKey};
}
