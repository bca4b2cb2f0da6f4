import {createIntl} from 'react-intl';

import en from '../../../i18n/en.json';
import {words} from './words';
import type {Words} from './words';

/** Words outside of React, in the member's language: for hooks and notifications. A message that has no translation stays English. */
export function wordsIn(locale: string): Words {
    return words(createIntl({locale, defaultLocale: 'en', messages: en, onError: () => undefined}));
}
