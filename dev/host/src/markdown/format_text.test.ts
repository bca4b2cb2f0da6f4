import assert from 'node:assert/strict';
import {test} from 'node:test';

import {formatText} from './format_text';

test('formats markdown', () => {
    assert.match(formatText('**bold** `code`'), /<strong>bold<\/strong>.*<code>code<\/code>/);
});

test('shows raw HTML as text', () => {
    const html = formatText('<img src=x onerror=alert(1)> <script>alert(2)</script>');
    assert.doesNotMatch(html, /<img|<script/);
    assert.match(html, /&lt;img/);
});

test('makes links of harmless addresses only', () => {
    assert.match(formatText('[a](https://example.com)'), /href="https:\/\/example\.com"/);
    assert.doesNotMatch(formatText('[a](javascript:alert(1))'), /href/);
});

test('escapes a text once', () => {
    assert.match(formatText('a < b & c'), /a &lt; b &amp; c/);
});

test('marks mentions where asked, but not in code', () => {
    assert.match(formatText('@bob', {atMentions: true}), /data-mention="bob"/);
    assert.doesNotMatch(formatText('`@bob`', {atMentions: true}), /data-mention/);
    assert.doesNotMatch(formatText('@bob'), /data-mention/);
});
