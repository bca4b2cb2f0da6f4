import {RecentMap} from './recent_map';

function filled(): RecentMap<number> {
    const map = new RecentMap<number>(9);
    ['aaa', 'bbb', 'ccc'].forEach((key, index) => map.set(key, index));
    return map;
}

it('drops the oldest when the keys grow too long together', () => {
    const map = filled();
    map.set('dddd', 3);
    expect(['aaa', 'bbb', 'ccc', 'dddd'].map((key) => map.get(key))).toEqual([undefined, undefined, 2, 3]);
});

it('keeps what was used, and not what was only looked at', () => {
    const map = filled();
    map.use('aaa');
    map.get('bbb');
    map.set('ddd', 3);
    expect(['aaa', 'bbb', 'ccc', 'ddd'].map((key) => map.get(key))).toEqual([0, undefined, 2, 3]);
});

it('counts a key once, however often it is set', () => {
    const map = filled();
    map.set('aaa', 7);
    map.set('aaa', 8);
    expect(['aaa', 'bbb', 'ccc'].map((key) => map.get(key))).toEqual([8, 1, 2]);
});

it('makes room by what is taken out', () => {
    const map = filled();
    expect(map.takeWhere((value) => value === 1)).toEqual([['bbb', 1]]);
    map.set('ddd', 3);
    expect(['aaa', 'bbb', 'ccc', 'ddd'].map((key) => map.get(key))).toEqual([0, undefined, 2, 3]);
    map.clear();
    expect(map.get('aaa')).toBeUndefined();
});
