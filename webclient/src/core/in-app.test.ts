import { describe, expect, it } from 'vitest';
import { chromeAddress, inAppBrowser } from './in-app.ts';

const android = (rest: string, view = '; wv') =>
  `Mozilla/5.0 (Linux; Android 13; SM-A045F Build/TP1A${view}) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36 ${rest}`.trim();
const iphone = (rest: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`;

describe('browsers inside other apps', () => {
  it.each([
    [android('Instagram 309.0.0.40.113 Android'), 'Instagram'],
    [android('[FB_IAB/FB4A;FBAV/443.0.0.23.114;]'), 'Facebook'],
    [android('[FB_IAB/MESSENGER;FBAV/434.0.0.30.116;]'), 'Messenger'],
    [android('WhatsApp/2.23.20.76'), 'WhatsApp'],
    [android('Line/13.16.0/IAB'), 'LINE'],
    [android('musical_ly_2023203030 JsSdk/1.0 BytedanceWebview/d8a21c6'), 'TikTok'],
    [android(''), null],
  ])('R52 knows the one on Android: %s', (agent, app) => {
    expect(inAppBrowser(agent)).toEqual({ app, system: 'android' });
  });

  it.each([
    [iphone('Mobile/21E219 Instagram 321.0.3.14.112 (iPhone14,5; iOS 17_4)'), 'Instagram'],
    [iphone('Mobile/21E219 [FBAN/FBIOS;FBAV/454.0.0.40.107]'), 'Facebook'],
    [iphone('Mobile/21E219 Safari Line/14.2.0'), 'LINE'],
    [iphone('Mobile/21E219 trill_330303 BytedanceWebview/d8a21c6'), 'TikTok'],
    [iphone('Mobile/21E219'), null],
  ])('R52 knows the one on an iPhone: %s', (agent, app) => {
    expect(inAppBrowser(agent)).toEqual({ app, system: 'ios' });
  });

  it.each([
    android('', ''),
    iphone('Version/17.4 Mobile/15E148 Safari/604.1'),
    iphone('CriOS/123.0.6312.52 Mobile/15E148 Safari/604.1'),
    'Mozilla/5.0 (Android 14; Mobile; rv:124.0) Gecko/124.0 Firefox/124.0',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0.0.0 Safari/537.36',
  ])('R52 leaves a browser alone: %s', (agent) => {
    expect(inAppBrowser(agent)).toBe(null);
  });

  it('R52 sends an Android phone to Chrome with the same address', () => {
    expect(chromeAddress('https://192.168.1.5:8443/m/7K3QXP?a=1')).toBe(
      'intent://192.168.1.5:8443/m/7K3QXP?a=1#Intent;scheme=https;package=com.android.chrome;end',
    );
  });
});
