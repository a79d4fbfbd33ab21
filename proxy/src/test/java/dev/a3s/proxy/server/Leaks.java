package dev.a3s.proxy.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;

/** Follows every buffer and remembers those that were collected without having been released. */
final class Leaks {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings({"deprecation", "InlineMeSuggester"})
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long max) {
                return new Recorder<>(resource, interval);
            }
        });
    }

    private Leaks() {}

    /** Must be called before the first buffer is made. */
    static void watch() {}

    /** Fails if a buffer was lost since the last check. */
    static void check() {
        System.gc();
        for (int i = 0; i < 8; i++) {
            var probe = PooledByteBufAllocator.DEFAULT.directBuffer(16);
            probe.release();
        }
        if (!FOUND.isEmpty()) {
            var all = String.join("\n\n", FOUND);
            FOUND.clear();
            throw new AssertionError("buffers were not released:\n" + all);
        }
    }

    private static final class Recorder<T> extends ResourceLeakDetector<T> {
        Recorder(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            FOUND.add(type + ": " + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            FOUND.add(type);
        }
    }
}
