import { expect, test } from 'vitest';
import { areOpposites, sideOfToken } from '../../src/sites/detect-tokens.ts';

test.each(['.me', '.message--own', '.isMine', '.fromMe', '.msg-out', '.cs-message--outgoing', '._own_9k2', '.justify-end', '.self-end', '.ml-auto', '.current--user', '[data-own="true"]', '[data-from="me"]', '.sentMessage'])('speaks for the reader: %s', (token) => {
  expect(sideOfToken(token)).toBeGreaterThan(0);
});

test.each(['.them', '.message-in', '.incoming', '.messageReceived', '.is-bot', '.justify-start', '.not-mine', '[data-own="false"]', '[data-role="assistant"]'])('speaks for the other side: %s', (token) => {
  expect(sideOfToken(token)).toBeLessThan(0);
});

test.each(['.theme', '.timeline', '.container', '.input', '.username', '.user-name', '.sender-avatar', '.self-center', '.same--user', '.other--root', '.fade-out', '.logged-in', '.fa-quote-right', '.send-button', '[data-own]', '.rounded-lg', '.bg-gray-100'])('says nothing: %s', (token) => {
  expect(sideOfToken(token)).toBe(0);
});

test.each([['.line-out', '.line-in'], ['.row--right', '.row--left'], ['.userMsg', '.botMsg'], ['.chat-end', '.chat-start'], ['.is-self', '.is-peer'], ['.fooMyMessage', '.fooMessage'], ['.row-own', '.row']])('two sides of one name: %s and %s', (mine, theirs) => {
  expect(areOpposites(mine, theirs)).toBe(true);
  expect(areOpposites(theirs, mine)).toBe(false);
});

test.each([['.line-out', '.row-in'], ['.line', '.line-in'], ['.odd', '.even'], ['.a-right-in', '.a-left-out'], ['.barMyMessage', '.fooMessage'], ['.my', '.']])('not two sides of one name: %s and %s', (mine, theirs) => {
  expect(areOpposites(mine, theirs)).toBe(false);
});
