package dev.a3s.daemon;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import org.slf4j.LoggerFactory;

/** The daemon's own log: one file, rolled at 5 MB, three old ones kept. Set up in code, which starts faster than XML. */
final class DaemonLog {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} - %msg%n%rEx";
    private static final FileSize ROLLED_AT = FileSize.valueOf("5MB");
    private static final int OLD_FILES = 3;

    private DaemonLog() {}

    /** Writes to {@code file} from now on. */
    static void open(Path file, String level) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();

        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.setEncoder(encoder);

        var rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLD_FILES);
        rolling.start();

        var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        trigger.setContext(context);
        trigger.setMaxFileSize(ROLLED_AT);
        trigger.setCheckIncrement(ch.qos.logback.core.util.Duration.buildBySeconds(1)); // a minute is logback's
        trigger.start();

        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(trigger);
        var report = context.getLogger(DaemonLog.class);
        var filter = new RepeatFilter((count, next) -> report.warn("{} lines were left out that were like: {}", count,
                next.getMessage()));
        filter.start();
        appender.addFilter(filter);
        appender.start();

        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        level(level);
    }

    /** Sets the least level at which a3s itself logs: {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}. */
    static void level(String level) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.getLogger("dev.a3s").setLevel(Level.toLevel(level, Level.INFO));
    }
}
