import assert from 'node:assert/strict';
import {test} from 'node:test';

import {parseHook} from './hook_output';

test('reads time and allocations of each benchmark by members, and nothing else', () => {
    const output = [
        'goos: linux',
        'BenchmarkNewPost/pass/10_members-2         	  273117	      4298 ns/op	    1760 B/op	      12 allocs/op',
        'BenchmarkNewPost/refuse/clear_text-2       	79455985	        14.77 ns/op	       0 B/op	       0 allocs/op',
        'PASS',
    ].join('\n');
    assert.deepEqual(parseHook(output), {'hook.pass.10.ns': 4298, 'hook.pass.10.bytes': 1760, 'hook.pass.10.allocations': 12});
});
