package dev.a3s.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Feed<String, String> feed = new Feed<>();

    @Test
    void aLateFollowerFirstGetsWhatHolds() throws InterruptedException {
        feed.publish("a", "a1");
        feed.publish("b", "b1");
        feed.publish("a", "a2");
        try (var follower = feed.subscribe()) {
            assertThat(follower.next(LONG)).contains("a2");
            assertThat(follower.next(LONG)).contains("b1");
            assertThat(follower.next(Duration.ZERO)).isEmpty();
            feed.publish("b", "b2");
            assertThat(follower.next(LONG)).contains("b2");
        }
    }

    @Test
    void aSlowFollowerGetsTheNewestOfEachKey() throws InterruptedException {
        try (var follower = feed.subscribe()) {
            for (int i = 0; i < 10_000; i++) {
                feed.publish("a", "a" + i);
            }
            feed.publish("b", "b");
            assertThat(follower.next(LONG)).contains("a9999");
            assertThat(follower.next(LONG)).contains("b");
            assertThat(follower.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void aForgottenKeyDoesNotComeToLaterFollowers() throws InterruptedException {
        feed.publish("a", "a");
        feed.forget("a");
        try (var follower = feed.subscribe()) {
            assertThat(follower.next(Duration.ZERO)).isEmpty();
        }
        assertThat(feed.snapshot()).isEmpty();
    }

    @Test
    void aWaitingFollowerWakesUpForEachValue() throws InterruptedException {
        var seen = new ArrayList<String>();
        var following = new CountDownLatch(1);
        try (var follower = feed.subscribe()) {
            var reader = Thread.ofVirtual().start(() -> {
                following.countDown();
                try {
                    Optional<String> value;
                    do {
                        value = follower.next(LONG);
                        value.ifPresent(seen::add);
                    } while (!value.equals(Optional.of("end")));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            following.await();
            feed.publish("a", "begin");
            feed.publish("b", "end");
            assertThat(reader.join(LONG)).isTrue();
        }
        assertThat(seen).containsExactly("begin", "end");
    }
}
