/**
 * The node's durable log of accepted events: a directory of segment files, {@code <first position, 20 digits>.log}.
 * Everything is big endian, and a position counts the events before it.
 *
 * <pre>
 * segment  magic "HELIOJNL" | version i32 = 1 | journal uuid | first position i64 | crc i32 over all before it | record*
 * record   length i32 | crc i32 | position i64 | count i32 | unforced i32 | payload
 * </pre>
 *
 * <ul>
 *   <li>The checksum of a record is CRC-32C over the journal's uuid, the offset in the file, the length, the position, the
 *       count, unforced and the payload, so bytes of another journal or another place never pass. A length of zero ends
 *       the data.
 *   <li>{@code unforced} tells how many events just before this record were not yet known to be on disk when it was
 *       written. With it, a start tells a torn last write, which was never acknowledged, from damage to what was.
 *   <li>A record is acknowledged after a force that began when all of its bytes had been written. One thread writes.
 *   <li>A failed force is final: what the disk holds is unknown from then on, so nothing is acknowledged any more.
 *   <li>All segments but the last were forced whole before their successor was made, and end where it begins. Where that
 *       is not so, events are missing, and a file {@code <from>-<to>.damaged} says that this was seen and set aside.
 *   <li>The files are the only truth: there is no index or counter beside them that could disagree.
 * </ul>
 */
package io.heliograph.journal;
