/**
 * Typed access to our words. An id that isn't in `en.json` doesn't compile.
 *
 * The English text is the default of every message: a page whose host has not merged our translations (yet) shows
 * words, never ids.
 *
 * @packageDocumentation
 */
import {useIntl} from 'react-intl';
import type {IntlShape, PrimitiveType} from 'react-intl';

import en from '../../../i18n/en.json';

export type MessageId = keyof typeof en;
export type MessageValues = Readonly<Record<string, PrimitiveType>>;

/** The little of react-intl that is needed; `createIntl` gives it outside of React too. */
export type Formatter = Pick<IntlShape, 'formatMessage' | 'formatDate' | 'formatList'>;

export type Say = (id: MessageId, values?: MessageValues) => string;

export function sayWith(intl: Formatter): Say {
    return (id, values) => intl.formatMessage({id, defaultMessage: en[id]}, values);
}

export function useSay(): Say {
    return sayWith(useIntl());
}

/** Day and minute, as the member's language writes them. */
export function formatTime(intl: Formatter, timeMs: number): string {
    return intl.formatDate(timeMs, {dateStyle: 'medium', timeStyle: 'short'});
}

/** The day alone, where the hour tells nobody anything. */
export function useFormatDay(): (timeMs: number) => string {
    const intl = useIntl();
    return (timeMs) => intl.formatDate(timeMs, {dateStyle: 'medium'});
}

export function useFormatTime(): (timeMs: number) => string {
    const intl = useIntl();
    return (timeMs) => formatTime(intl, timeMs);
}
