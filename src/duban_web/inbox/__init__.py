"""Messages to people: inside the product, by e-mail, by the robots of group chats."""
