import structlog

structlog.get_logger().info("waiting for orders")
