import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import dev.a3s.proxy.ProxySettings;
import dev.a3s.proxy.Route;
import dev.a3s.proxy.Routes;
import dev.a3s.proxy.ServiceReport;
import dev.a3s.proxy.Target;
import dev.a3s.proxy.Traffic;
import dev.a3s.proxy.Upstream;
import dev.a3s.proxy.server.ProxyServer;

/** The proxy alone, with one event loop: listens on the first port, serves web from the second and live from the third. */
class BenchProxy {
    public static void main(String[] args) throws InterruptedException {
        var exchanges = new LongAdder();
        var routes = new Routes();
        routes.replace(List.of(route("web", args[1]), route("live", args[2])));
        ProxyServer.start(new ProxySettings("127.0.0.1", Integer.parseInt(args[0]), _ -> exchanges.increment())
                .withEventLoops(1), routes);
        Thread.currentThread().join();
    }

    private static Route route(String name, String port) {
        return new Route("bench", name, name + ".localhost", false,
                new Target.Forward(new Upstream("localhost", Integer.parseInt(port)), new Traffic()),
                () -> new ServiceReport(name, "bench", "ready", "", List.of(), List.of()));
    }
}
