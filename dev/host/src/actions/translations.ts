import {ActionTypes} from '../state/action_types';
import type {Thunk} from '../types';

const LOCALE = 'en';

/** The development host speaks English only; a plugin's strings are merged into that one catalogue. */
export function registerTranslations(getTranslationsForLocale: (locale: string) => Record<string, string>): Thunk {
    return (dispatch) => {
        dispatch({type: ActionTypes.receivedTranslations, data: {locale: LOCALE, translations: getTranslationsForLocale(LOCALE)}});
    };
}
