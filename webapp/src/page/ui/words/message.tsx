import type {ReactNode} from 'react';
import {FormattedMessage} from 'react-intl';

import en from '../../../i18n/en.json';
import type {MessageId} from './messages';

const bold = (chunks: ReactNode[]): ReactNode => <b>{chunks}</b>;

/** A message with emphasis in it (`<b>` in en.json). Values are shown as text, whatever they hold. */
export function Message({id, values}: {readonly id: MessageId; readonly values?: Readonly<Record<string, string | number>>}) {
    return <FormattedMessage id={id} defaultMessage={en[id]} values={{...values, b: bold}} />;
}
