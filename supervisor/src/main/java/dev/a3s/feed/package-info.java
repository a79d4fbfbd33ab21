/**
 * News for those who come late: whoever subscribes to a {@link dev.a3s.feed.Feed} first gets what holds now, then each
 * change, without a gap or a repetition in between.
 */
package dev.a3s.feed;
