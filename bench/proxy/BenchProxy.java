import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import dev.a3s.proxy.ProxyServer;
import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;

/** The proxy alone, with one event loop, serving {@code web.localhost} from the second port on the first. */
class BenchProxy {
    public static void main(String[] args) throws InterruptedException {
        var exchanges = new LongAdder();
        var routes = new Routes();
        routes.replace(List.of(new Route("web", "web.localhost", false,
                new Target.Forward(new Upstream("localhost", Integer.parseInt(args[1])), new Traffic()),
                () -> new ServiceReport("web", "bench", "ready", "", List.of(), List.of()))));
        ProxyServer.start(new ProxySettings("127.0.0.1", Integer.parseInt(args[0]), _ -> exchanges.increment())
                .withEventLoops(1), routes);
        Thread.currentThread().join();
    }
}
