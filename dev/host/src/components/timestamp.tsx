import {DateTime} from 'luxon';

interface Props {
    value?: number | string | Date;
    useDate?: boolean;
    useTime?: boolean;
}

export function Timestamp({value = Date.now(), useDate = true, useTime = true}: Props) {
    const time = DateTime.fromJSDate(new Date(value));
    const parts = [useDate && time.toLocaleString(DateTime.DATE_MED), useTime && time.toLocaleString(DateTime.TIME_SIMPLE)];
    return <time dateTime={time.toISO() ?? undefined}>{parts.filter(Boolean).join(', ')}</time>;
}
