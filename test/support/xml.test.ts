import { elements, readXml, textAt } from './xml';

const REPLY = `<?xml version="1.0" encoding="utf-8"?>
<DescribeThingsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15">
  <thingSet>
    <item><id>a</id><why>R&amp;D &#38; &quot;1 &lt; 2&quot;</why><tagSet/></item>
    <item><id>b</id></item>
  </thingSet>
</DescribeThingsResponse>`;

describe('readXml', () => {
  const reply = readXml(REPLY);

  test('finds every element at the end of a path, and its text as it was meant', () => {
    expect(elements(reply, 'thingSet', 'item').map((item) => textAt(item, 'id'))).toEqual(['a', 'b']);
    expect(textAt(reply, 'thingSet', 'item', 'why')).toBe('R&D & "1 < 2"');
  });

  test('finds nothing where nothing is, and in what is no XML', () => {
    expect(elements(reply, 'thingSet', 'item', 'tagSet', 'item')).toEqual([]);
    expect(textAt(reply, 'nothing', 'here')).toBe('');
    expect(readXml('').children).toEqual([]);
  });
});
